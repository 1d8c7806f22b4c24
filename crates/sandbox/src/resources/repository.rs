//! Repository: a project's Git objects, as they are on disk.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use wheelhouse_contract::operation::encode;
use wheelhouse_contract::sections::repository as declared;

use crate::clock::Moment;
use crate::code;
use crate::git::{self, Entry, Ref, Repository};
use crate::request::prelude::*;
use crate::store::projects::Project;

pub fn handlers() -> Vec<Handler> {
    vec![on(project, refs), on(project, reference), on(project, tree), on(project, blob), on(project, commit)]
}

/// A project's repository; none while the project is being set up.
pub fn open(context: &Context<'_>, project: &Project) -> Result<Option<Repository>, ApiError> {
    if project.is_being_set_up() {
        return Ok(None);
    }
    code::repository(context.store, context.git, &project.id)
}

/// What `find` finds in the repository under an id.
fn find<T>(
    context: &Context<'_>,
    project: &Project,
    what: &str,
    id: &str,
    find: impl Fn(&Repository, &str) -> Result<Option<T>, git::Error>,
) -> Result<T, ApiError> {
    let found = open(context, project)?.map(|repository| find(&repository, id)).transpose()?.flatten();
    found.ok_or_else(|| ApiError::not_found(format_args!("{what} {id} in this repository")))
}

fn refs(call: &Call<'_, declared::GetListOfRepositoryRefs, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let repository = open(call, project)?;
    let refs = repository.map(|repository| git::references(&repository)).transpose()?.unwrap_or_default();
    let hidden = rights.hidden_refs(call.store, project)?;
    let seen = refs.iter().filter(|reference| !git::is_below(&reference.name, &hidden));
    Ok(Reply::json(&seen.map(|reference| view(reference, project)).collect()))
}

fn reference(call: &Call<'_, declared::GetARefObject, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let hidden = rights.hidden_refs(call.store, project)?;
    let reference = find(call, project, "ref", &call.path.repository_ref_id, |repository, name| {
        // The id of a ref is escaped: whoever escapes it once more for the path means the same.
        let unescaped = percent_decode_str(name).decode_utf8_lossy();
        let found = git::reference(repository, name)?.or(git::reference(repository, &unescaped)?);
        Ok(found.filter(|reference| !git::is_below(&reference.name, &hidden)))
    })?;
    Ok(Reply::json(&view(&reference, project)))
}

fn view(reference: &Ref, project: &Project) -> Value {
    let mut id = String::new();
    encode(&reference.name, &mut id);
    let links = Links::to_self(&declared::GetARefObject::path(&project.id, &reference.name));
    let commit = declared::GetACommitObject::path(&project.id, &reference.commit);
    let links = links.add_if(reference.is_commit, declared::Ref::COMMIT, &commit);
    facts!(declared::Ref {
        id: id,
        name: format!("refs/{}", reference.name),
        object_type: reference.kind,
        object_sha: &reference.target,
        sha: &reference.commit,
        ..links
    })
}

fn tree(call: &Call<'_, declared::GetATreeObject, InProject>) -> Answer {
    let (project, _) = &call.at;
    let (id, entries) = find(call, project, "tree", &call.path.repository_tree_id, |repository, id| {
        let of_commit = git::commit(repository, id)?.map(|commit| commit.tree);
        let id = of_commit.unwrap_or_else(|| id.to_ascii_lowercase());
        Ok(git::tree(repository, &id)?.map(|entries| (id, entries)))
    })?;
    let entry = |entry: &Entry| {
        facts!(declared::TreeEntry { path: &entry.path, mode: &entry.mode, kind: entry.kind, sha: &entry.id })
    };
    Ok(Reply::json(&facts!(declared::Tree {
        id: &id,
        sha: &id,
        ..json!({
            "tree": entries.iter().map(entry).collect::<Vec<_>>(),
            "_links": Links::to_self(&declared::GetATreeObject::path(&project.id, &id)).value(),
        })
    })))
}

fn blob(call: &Call<'_, declared::GetABlobObject, InProject>) -> Answer {
    let (project, _) = &call.at;
    let bytes = find(call, project, "blob", &call.path.repository_blob_id, git::blob)?;
    let id = call.path.repository_blob_id.to_ascii_lowercase();
    let size = bytes.len();
    // Bytes of zero are allowed in UTF-8, but mean that it is no text.
    let text =
        if bytes.contains(&0) { Err(bytes) } else { String::from_utf8(bytes).map_err(|error| error.into_bytes()) };
    let (encoding, content) = match text {
        Ok(text) => ("utf-8", text),
        Err(bytes) => ("base64", BASE64_STANDARD.encode(bytes)),
    };
    Ok(Reply::json(&facts!(declared::Blob {
        id: &id,
        sha: &id,
        size: size,
        encoding: encoding,
        content: content,
        ..Links::to_self(&declared::GetABlobObject::path(&project.id, &id))
    })))
}

fn commit(call: &Call<'_, declared::GetACommitObject, InProject>) -> Answer {
    let (project, _) = &call.at;
    let commit = find(call, project, "commit", &call.path.repository_commit_id, git::commit)?;
    let id = call.path.repository_commit_id.to_ascii_lowercase();
    let links = Links::to_self(&declared::GetACommitObject::path(&project.id, &id))
        .add(declared::Commit::TREE, &declared::GetATreeObject::path(&project.id, &commit.tree));
    Ok(Reply::json(&facts!(declared::Commit {
        id: &id,
        sha: &id,
        author_name: &commit.author.name,
        author_email: &commit.author.email,
        author_date: Moment::from_unix_seconds(commit.author.at),
        committer_name: &commit.committer.name,
        committer_email: &commit.committer.email,
        committer_date: Moment::from_unix_seconds(commit.committer.at),
        message: &commit.message,
        tree: &commit.tree,
        parents: commit.parents,
        ..links
    })))
}
