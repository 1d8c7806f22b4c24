//! Repository: a project's Git objects, as they are on disk.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use wheelhouse_contract::operation::encode;
use wheelhouse_contract::sections::repository::{GetABlobObject, GetACommitObject, GetARefObject, GetATreeObject};

use crate::clock::Moment;
use crate::code;
use crate::error::ApiError;
use crate::git::{self, Commit, Entry, Ref, Repository, Signature};
use crate::request::{Context, Handler, Links, Reply};
use crate::store::projects::Project;

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-list-of-repository-refs", refs),
    ("get-a-ref-object", reference),
    ("get-a-tree-object", tree),
    ("get-a-blob-object", blob),
    ("get-a-commit-object", commit),
];

/// A project's repository; none while the project is being set up.
pub fn open(context: &Context<'_>, project: &Project) -> Result<Option<Repository>, ApiError> {
    if project.is_being_set_up() {
        return Ok(None);
    }
    code::repository(context.store, context.git, &project.id)
}

/// What `find` finds in the repository under the id in the path.
fn find<T>(
    context: &Context<'_>,
    parameter: &str,
    what: &str,
    find: impl Fn(&Repository, &str) -> Result<Option<T>, git::Error>,
) -> Result<(Project, T), ApiError> {
    let (project, _) = context.project()?;
    let repository = open(context, &project)?;
    let id = context.parameter(parameter);
    let found = repository.map(|repository| find(&repository, id)).transpose()?.flatten();
    let found = found.ok_or_else(|| ApiError::not_found(format_args!("{what} {id} in this repository")))?;
    Ok((project, found))
}

fn refs(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = context.project()?;
    let repository = open(context, &project)?;
    let refs = repository.map(|repository| git::references(&repository)).transpose()?.unwrap_or_default();
    Ok(Reply::json(&refs.iter().map(|reference| view(reference, &project)).collect()))
}

fn reference(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, reference) = find(context, "repositoryRefId", "ref", |repository, name| {
        // The id of a ref is escaped: whoever escapes it once more for the path means the same.
        let unescaped = percent_decode_str(name).decode_utf8_lossy();
        Ok(git::reference(repository, name)?.or(git::reference(repository, &unescaped)?))
    })?;
    Ok(Reply::json(&view(&reference, &project)))
}

fn view(reference: &Ref, project: &Project) -> Value {
    let mut id = String::new();
    encode(&reference.name, &mut id);
    let links = Links::to_self(&GetARefObject::path(&project.id, &reference.name));
    let links = links.add_if(reference.is_commit, "commit", &GetACommitObject::path(&project.id, &reference.commit));
    json!({
        "id": id,
        "ref": format!("refs/{}", reference.name),
        "object": {"type": reference.kind, "sha": reference.target},
        "sha": reference.commit,
        "_links": links.value(),
    })
}

fn tree(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, (id, entries)) = find(context, "repositoryTreeId", "tree", |repository, id| {
        let of_commit = git::commit(repository, id)?.map(|commit| commit.tree);
        let id = of_commit.unwrap_or_else(|| id.to_ascii_lowercase());
        Ok(git::tree(repository, &id)?.map(|entries| (id, entries)))
    })?;
    let entry = |entry: &Entry| json!({"path": entry.path, "mode": entry.mode, "type": entry.kind, "sha": entry.id});
    Ok(Reply::json(&json!({
        "id": id,
        "sha": id,
        "tree": entries.iter().map(entry).collect::<Vec<_>>(),
        "_links": Links::to_self(&GetATreeObject::path(&project.id, &id)).value(),
    })))
}

fn blob(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, bytes) = find(context, "repositoryBlobId", "blob", git::blob)?;
    let id = context.parameter("repositoryBlobId").to_ascii_lowercase();
    let size = bytes.len();
    // Bytes of zero are allowed in UTF-8, but mean that it is no text.
    let text =
        if bytes.contains(&0) { Err(bytes) } else { String::from_utf8(bytes).map_err(|error| error.into_bytes()) };
    let (encoding, content) = match text {
        Ok(text) => ("utf-8", text),
        Err(bytes) => ("base64", BASE64_STANDARD.encode(bytes)),
    };
    Ok(Reply::json(&json!({
        "id": id,
        "sha": id,
        "size": size,
        "encoding": encoding,
        "content": content,
        "_links": Links::to_self(&GetABlobObject::path(&project.id, &id)).value(),
    })))
}

fn commit(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, commit) = find(context, "repositoryCommitId", "commit", git::commit)?;
    let id = context.parameter("repositoryCommitId").to_ascii_lowercase();
    Ok(Reply::json(&commit_view(&commit, &id, &project)))
}

fn commit_view(commit: &Commit, id: &str, project: &Project) -> Value {
    let signature = |by: &Signature| json!({"date": Moment::from_unix_seconds(by.at).rfc3339(), "name": by.name, "email": by.email});
    let links = Links::to_self(&GetACommitObject::path(&project.id, id))
        .add("tree", &GetATreeObject::path(&project.id, &commit.tree));
    json!({
        "id": id,
        "sha": id,
        "author": signature(&commit.author),
        "committer": signature(&commit.committer),
        "message": commit.message,
        "tree": commit.tree,
        "parents": commit.parents,
        "_links": links.value(),
    })
}
