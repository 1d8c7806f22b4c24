//! Rules over request paths: what a write touches, and how queries are written.

use wheelhouse_contract::operation::encode;

/// A path with those query parameters that have a value.
pub fn with_query<'a>(path: &str, parameters: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut full = path.to_owned();
    let mut separator = if path.contains('?') { '&' } else { '?' };
    for (name, value) in parameters {
        if value.is_empty() {
            continue;
        }
        full.push(separator);
        // Brackets stay readable: `page[size]` is the API's own spelling.
        full.push_str(name);
        full.push('=');
        encode(&value, &mut full);
        separator = '&';
    }
    full
}

/// The path without its query.
pub fn without_query(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}

/// The thing that a path is about or lies under: `/projects/x` of `/projects/x/environments/y`.
///
/// A write anywhere below it may show in any read below it: a project's variable is inherited by its environments, a
/// changed environment changes its parent's list.
pub fn root(path: &str) -> &str {
    let path = without_query(path);
    let end = path.match_indices('/').nth(2).map_or(path.len(), |(at, _)| at);
    path.get(..end).unwrap_or(path)
}

/// Whether a read of `path` may have changed by a write to `written`.
pub fn is_touched(path: &str, written: &str) -> bool {
    let (root, written) = (root(written), without_query(written));
    let path = without_query(path);
    if let Some(access) = Access::at(written)
        && access.shows_at(path)
    {
        return true;
    }
    if is_of_account(written) && is_of_account(path) {
        return true;
    }
    // What a subscription buys, its project has.
    if root != without_query(written) && written.contains("/subscriptions/") && path.starts_with("/projects") {
        return true;
    }
    let below = path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let Some((collection, _)) = root.rsplit_once('/') else { return below };
    let beside = path.strip_prefix(collection).is_some_and(|rest| rest.starts_with('/'));
    // A thing that itself is changed or gone may be named anywhere but in those of its kind: a project in the
    // subscriptions of its organization.
    let is_itself = written == root;
    // The collection that holds the root, as in `/organizations`.
    below || collection == path || is_itself && !beside
}

/// Whether a path is about a person's account, which several collections show each in its own way.
fn is_of_account(path: &str) -> bool {
    let is_below =
        ["/me", "/users/", "/profiles", "/profile/", "/ssh_keys"].iter().any(|start| path.starts_with(start));
    is_below && Access::at(path).is_none()
}

/// Whose access to what a path is about, as far as it names them.
///
/// The same access is shown by the project, by the person, and by the organization and its teams: each at paths of its
/// own.
#[derive(Default)]
struct Access<'a> {
    organization: Option<&'a str>,
    team: Option<&'a str>,
    project: Option<&'a str>,
    user: Option<&'a str>,
}

impl<'a> Access<'a> {
    /// What a path without query is about; `None` where that is not access.
    fn at(path: &'a str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let none = Self::default();
        Some(match *parts.as_slice() {
            ["projects", project, "user-access", user] => Self { project: Some(project), user: Some(user), ..none },
            ["projects", project, "user-access" | "access", ..]
            | ["projects", project, "environment-types", _, "access", ..] => Self { project: Some(project), ..none },
            ["users", user, "project-access", project] => Self { user: Some(user), project: Some(project), ..none },
            ["users", user, "project-access" | "teams" | "organizations"] => Self { user: Some(user), ..none },
            ["organizations", organization, "members", user] => {
                Self { organization: Some(organization), user: Some(user), ..none }
            }
            ["organizations", organization, "members"] => Self { organization: Some(organization), ..none },
            ["teams", team, "members", user] => Self { team: Some(team), user: Some(user), ..none },
            ["teams", team, ..] => Self { team: Some(team), ..none },
            ["teams"] | ["ref", "teams"] => none,
            _ => return None,
        })
    }

    /// Whether a read of a path shows it: where neither names what the other does not mean.
    fn shows_at(&self, path: &str) -> bool {
        let may_be = |own: Option<&str>, other: Option<&str>| own.is_none() || other.is_none() || own == other;
        match Access::at(path) {
            Some(read) => {
                may_be(self.organization, read.organization)
                    && may_be(self.team, read.team)
                    && may_be(self.project, read.project)
                    && may_be(self.user, read.user)
            }
            // What the person may do in a project follows from their access to it, and so does which projects they see.
            None => path == "/me" || self.project.is_some_and(|project| is_below(path, "/projects/", project)),
        }
    }
}

/// Whether a path is that of the thing with this id in a collection, or below it.
fn is_below(path: &str, collection: &str, id: &str) -> bool {
    let rest = path.strip_prefix(collection).and_then(|rest| rest.strip_prefix(id));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a path is that of the thing at another path, or of something below it.
fn is_within(path: &str, thing: &str) -> bool {
    let below = without_query(path).strip_prefix(without_query(thing));
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a read of a path may find nothing once the thing at another path is gone: what is its own, what else is told of
/// somebody who was a member of an organization, and the project that a subscription was for.
pub fn is_lost(path: &str, gone: &str) -> bool {
    let member = Access::at(without_query(gone)).filter(|access| access.organization.is_some());
    let user = member.and_then(|access| access.user);
    let is_bought = gone.contains("/subscriptions/") && path.starts_with("/projects/");
    is_within(path, gone) || is_bought || user.is_some_and(|user| is_below(without_query(path), "/users/", user))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_thing_had_is_lost_with_it() {
        for (path, gone) in [
            ("/projects/p1/variables/x", "/projects/p1/variables/x"),
            ("/organizations/o1/members/u1", "/organizations/o1/members/u1"),
            ("/projects/p1/environments?x=1", "/organizations/o1/subscriptions/7"),
            ("/users/u1/project-access?filter[organization_id]=o1", "/organizations/o1/members/u1"),
        ] {
            assert!(is_lost(path, gone), "{path} with {gone}");
        }
        for (path, gone) in [
            ("/projects/p1/variables", "/projects/p1/variables/x"),
            ("/organizations/o1/members", "/organizations/o1/members/u1"),
            ("/users/u2/project-access", "/organizations/o1/members/u1"),
            ("/users/u1/project-access", "/projects/p1/user-access/u1"),
        ] {
            assert!(!is_lost(path, gone), "{path} with {gone}");
        }
    }

    #[test]
    fn a_write_touches_all_reads_of_the_same_thing() {
        let written = "/projects/p1/variables/env%3AA";
        for path in [
            "/projects/p1/variables?x=1",
            "/projects/p1/variables/env%3AA",
            "/projects/p1",
            "/projects/p1/environments/main/variables",
            "/projects",
        ] {
            assert!(is_touched(path, written), "{path}");
        }
        for path in ["/projects/p10", "/projects/p2/variables", "/users/me", "/organizations"] {
            assert!(!is_touched(path, written), "{path}");
        }
    }

    #[test]
    fn a_write_to_an_account_touches_all_that_shows_it() {
        for written in ["/users/u1", "/users/u1/api-tokens", "/profiles/u1/address", "/ssh_keys", "/profile/u1/picture"]
        {
            for path in ["/users/me", "/me", "/profiles/u1", "/users/u1/api-tokens"] {
                assert!(is_touched(path, written), "{path} by {written}");
            }
        }
        assert!(!is_touched("/projects", "/users/u1/api-tokens"));
    }

    #[test]
    fn a_write_to_access_touches_its_other_end() {
        for (written, touched, others) in [
            (
                "/projects/p1/user-access/u1",
                &[
                    "/users/u1/project-access?filter[organization_id]=o1",
                    "/users/u1/project-access/p1",
                    "/projects/p1/user-access?page[size]=200",
                    "/projects/p1/access",
                    "/projects/p1/access/a1",
                    "/projects/p1/environment-types/staging/access",
                    "/organizations/o1/members",
                    "/me",
                ][..],
                &["/users/u2/project-access", "/users/u1/project-access/p2", "/projects/p2/user-access", "/users/u1"][..],
            ),
            (
                "/projects/p1/user-access",
                &["/users/u1/project-access", "/users/u2/project-access/p1"],
                &["/projects/p2"],
            ),
            (
                "/projects/p1/environment-types/staging/access/a1",
                &["/users/u1/project-access", "/projects/p1/user-access/u1"],
                &["/projects/p2/access"],
            ),
            (
                "/users/u1/project-access/p1",
                &["/projects/p1/user-access", "/projects/p1/access", "/projects/p1", "/projects/p1/environments"],
                &[
                    "/projects/p1/user-access/u2",
                    "/projects/p2/user-access",
                    "/users/me",
                    "/profiles/u1",
                    "/projects/p10",
                ],
            ),
            (
                "/users/u1/project-access",
                &["/projects/p1/user-access", "/projects/p2/user-access/u1"],
                &["/projects/p1"],
            ),
            (
                "/organizations/o1/members/u1",
                &["/organizations/o1/members", "/teams/t1/members", "/users/u1/teams", "/projects/p1/user-access"],
                &["/organizations/o2/members", "/users/u2/teams", "/teams/t1/members/u2"],
            ),
            (
                "/teams/t1/members/u1",
                &["/teams/t1", "/teams", "/users/u1/teams", "/ref/teams?in=t1&sig=x"],
                &["/teams/t2", "/teams/t2/members", "/users/u2/teams"],
            ),
            (
                "/teams/t1",
                &["/teams?filter[organization_id]=o1", "/users/u1/teams", "/teams/t1/members"],
                &["/teams/t2"],
            ),
        ] {
            for path in touched {
                assert!(is_touched(path, written), "{path} by {written}");
            }
            for path in others {
                assert!(!is_touched(path, written), "{path} by {written}");
            }
        }
    }

    #[test]
    fn what_is_no_access_shows_no_access() {
        for path in ["/users/u1/project-access", "/teams/t1/members", "/organizations/o1/members"] {
            assert!(!is_touched(path, "/projects/p1/variables/x"), "{path}");
            assert!(!is_touched(path, "/users/u2/api-tokens"), "{path}");
        }
        // A person who is changed or gone may be named by whatever access there is.
        assert!(is_touched("/projects/p1/user-access", "/users/u1"));
    }

    #[test]
    fn a_write_to_a_thing_itself_touches_whatever_may_name_it() {
        for path in ["/projects/p1", "/projects/p1/domains", "/organizations/o1/subscriptions", "/locate?page=2"] {
            assert!(is_touched(path, "/projects/p1"), "{path}");
        }
        assert!(!is_touched("/projects/p2/variables", "/projects/p1"));
        assert!(!is_touched("/projects/p10", "/projects/p1"));
    }

    #[test]
    fn a_write_to_a_subscription_touches_its_project() {
        let written = "/organizations/o1/subscriptions/7";
        for path in ["/projects/p1", "/projects/p1/capabilities", "/organizations/o1/orders?page=2"] {
            assert!(is_touched(path, written), "{path}");
        }
        assert!(!is_touched("/users/me", written));
    }

    #[test]
    fn what_is_gone_takes_what_is_below_it_along() {
        let thing = "/projects/p1/domains/a.example";
        for path in [thing, "/projects/p1/domains/a.example?x=1", "/projects/p1/domains/a.example/more"] {
            assert!(is_within(path, thing), "{path}");
        }
        for path in ["/projects/p1/domains", "/projects/p1/domains/a.example2"] {
            assert!(!is_within(path, thing), "{path}");
        }
    }

    #[test]
    fn empty_parameters_are_left_out() {
        let path =
            with_query("/a", [("q", String::new()), ("page[size]", "50".to_owned()), ("sort", "-x y".to_owned())]);
        assert_eq!(path, "/a?page[size]=50&sort=-x%20y");
        assert_eq!(with_query("/a?b=c", [("d", "e".to_owned())]), "/a?b=c&d=e");
    }
}
