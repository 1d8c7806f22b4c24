//! Repository: the project's Git objects, read-only.

use crate::answer::{Items, views};
use crate::operation::section;
use crate::resource::{Resource, list, resource};

resource! {
    /// A branch, tag or pull request: a name for a commit.
    Ref {
        /// The name without `refs/`, escaped: `heads%2Fmain`.
        id: text,
        /// As in `refs/heads/main`.
        name: text "ref",
        /// `commit`, or `tag` for a tag with its own message.
        object_type: text "object.type",
        object_sha: text "object.sha",
        /// The commit.
        sha: text,
    } => { COMMIT: "commit" }

    /// A commit.
    Commit {
        id: text,
        sha: text,
        author_name: text "author.name",
        author_email: text "author.email",
        author_date: time "author.date",
        committer_name: text "committer.name",
        committer_email: text "committer.email",
        committer_date: time "committer.date",
        message: text,
        /// The id of the tree of files.
        tree: text,
        /// Ids of the commits before; several for a merge, none for the first.
        parents: texts,
    } => { TREE: "tree" }

    /// A folder.
    Tree {
        id: text,
        sha: text,
    }

    /// One thing in a folder.
    TreeEntry {
        /// Its name in this folder.
        path: text,
        /// As Git writes it: `040000` a folder, `100644` a file, `100755` a program, `120000` a link, `160000` another repository.
        mode: text,
        /// `tree`, `blob` or `commit`.
        kind: text "type",
        sha: text,
    }

    /// A file.
    Blob {
        id: text,
        sha: text,
        /// Bytes.
        size: integer,
        /// `utf-8` or `base64`.
        encoding: text,
        content: text,
    }
}

impl Tree {
    /// What is in the folder, in Git's order.
    pub fn entries(&self) -> Vec<TreeEntry> {
        views(list(self.raw(), "tree"))
    }
}

section! {
    "Repository"

    /// A file by its id.
    GetABlobObject = "get-a-blob-object" "Get a blob object"
        GET "/projects/{projectId}/git/blobs/{repositoryBlobId}" (project_id, repository_blob_id) => Blob;

    /// A commit by its id.
    GetACommitObject = "get-a-commit-object" "Get a commit object"
        GET "/projects/{projectId}/git/commits/{repositoryCommitId}" (project_id, repository_commit_id) => Commit;

    /// Every branch, tag and pull request.
    GetListOfRepositoryRefs = "get-list-of-repository-refs" "Get list of repository refs"
        GET "/projects/{projectId}/git/refs" (project_id) => Items<Ref>;

    /// One branch, tag or pull request by its name without `refs/`.
    GetARefObject = "get-a-ref-object" "Get a ref object"
        GET "/projects/{projectId}/git/refs/{repositoryRefId}" (project_id, repository_ref_id) => Ref;

    /// A folder by its id, or by the id of a commit.
    GetATreeObject = "get-a-tree-object" "Get a tree object"
        GET "/projects/{projectId}/git/trees/{repositoryTreeId}" (project_id, repository_tree_id) => Tree;
}
