use super::*;
use crate::access::{Permissions, Role, Type};

fn held(names: &[&str]) -> Permissions {
    Permissions::named(names.iter().copied())
}

fn person(id: &str) -> Subject {
    Subject::Person(id.to_owned())
}

fn facts() -> Facts {
    Facts {
        owner: Part::Known(Some("olga".to_owned())),
        members: Part::Known(vec![
            Member { user: "olga".to_owned(), permissions: Vec::new() },
            Member { user: "ada".to_owned(), permissions: vec!["members".to_owned()] },
            Member { user: "max".to_owned(), permissions: vec!["admin".to_owned()] },
        ]),
        teams: Part::Known(vec![Team {
            id: "t1".to_owned(),
            label: "Editors".to_owned(),
            permissions: held(&["staging:contributor"]),
            projects: Some(2),
            members: Part::Known(vec!["ada".to_owned()]),
        }]),
        count: Part::Known(2),
        projects: vec![
            Project {
                id: "p1".to_owned(),
                title: "Shop".to_owned(),
                direct: Part::Known(vec![
                    Direct { user: "ada".to_owned(), permissions: held(&["viewer"]) },
                    Direct { user: "gone".to_owned(), permissions: held(&["production:admin"]) },
                ]),
                invitations: Part::Known(vec![Invited {
                    id: "i1".to_owned(),
                    email: "new@example.com".to_owned(),
                    permissions: held(&["development:viewer"]),
                }]),
            },
            Project {
                id: "p2".to_owned(),
                title: "Docs".to_owned(),
                direct: Part::Known(Vec::new()),
                invitations: Part::Known(Vec::new()),
            },
        ],
    }
}

fn verdicts(facts: &Facts, subject: &Subject, project: usize) -> [Verdict; 3] {
    let access = Index::of(facts).access(subject, project);
    Type::ALL.map(|kind| access.on(kind))
}

#[test]
fn every_grant_counts_and_the_greatest_role_wins() {
    let facts = facts();
    let is = Verdict::Is;
    assert_eq!(verdicts(&facts, &person("olga"), 1), [is(Role::Admin); 3]);
    assert_eq!(verdicts(&facts, &person("max"), 1), [is(Role::Admin); 3]);
    assert_eq!(verdicts(&facts, &person("ada"), 0), [is(Role::Viewer), is(Role::Contributor), is(Role::Viewer)]);
    assert_eq!(verdicts(&facts, &person("ada"), 1), [Verdict::No, is(Role::Contributor), Verdict::No]);
    assert_eq!(verdicts(&facts, &person("gone"), 0), [is(Role::Admin), Verdict::No, Verdict::No]);
    assert_eq!(verdicts(&facts, &person("nobody"), 0), [Verdict::No; 3]);
    let invited = Subject::Invited("new@example.com".to_owned());
    assert_eq!(verdicts(&facts, &invited, 0), [Verdict::No, Verdict::No, is(Role::Viewer)]);
    let access = Index::of(&facts).access(&person("ada"), 0);
    let sources: Vec<_> = access.grants_on(Type::Staging).map(|grant| grant.source.clone()).collect();
    assert_eq!(sources, [Source::Direct, Source::Team("t1".to_owned(), "Editors".to_owned())]);
}

#[test]
fn a_role_that_is_not_known_is_never_a_no() {
    let mut facts = facts();
    let direct = |user: &str, names| Direct { user: user.to_owned(), permissions: held(names) };
    if let Some(project) = facts.projects.get_mut(1) {
        let all = vec![
            direct("ada", &["production:maintainer"]),
            direct("ben", &["viewer", "production:maintainer"]),
            direct("max", &["maintainer"]),
        ];
        project.direct = Part::Known(all);
    }
    assert_eq!(verdicts(&facts, &person("ada"), 1), [Verdict::Unknown, Verdict::Is(Role::Contributor), Verdict::No]);
    assert_eq!(verdicts(&facts, &person("ben"), 1).first(), Some(&Verdict::AtLeast(Role::Viewer)));
    assert_eq!(verdicts(&facts, &person("max"), 1), [Verdict::Is(Role::Admin); 3]);
    assert_eq!(Index::of(&facts).access(&person("ada"), 1).grants_on(Type::Production).count(), 1);
}

#[test]
fn what_is_not_known_is_never_a_no() {
    let known = facts();
    let awaited: [fn(&mut Facts); 5] = [
        |facts| facts.owner = Part::Awaited,
        |facts| facts.members = Part::Failed("403".to_owned()),
        |facts| facts.teams = Part::Awaited,
        |facts| facts.projects.iter_mut().for_each(|project| project.direct = Part::Awaited),
        |facts| {
            if let Part::Known(teams) = &mut facts.teams {
                teams.iter_mut().for_each(|team| team.members = Part::Awaited);
            }
        },
    ];
    for forget in awaited {
        let mut facts = known.clone();
        forget(&mut facts);
        assert_eq!(verdicts(&facts, &person("nobody"), 0), [Verdict::Unknown; 3]);
        assert!(lines(&facts, &|_| String::new()).is_err());
    }
    // The API does not tell which projects a team opens, only how many.
    let mut some = known.clone();
    if let Part::Known(teams) = &mut some.teams {
        teams.iter_mut().for_each(|team| team.projects = Some(1));
    }
    assert_eq!(verdicts(&some, &person("ada"), 1), [Verdict::Unknown; 3]);
    assert_eq!(verdicts(&some, &person("ada"), 0), [Verdict::AtLeast(Role::Viewer); 3]);
    assert_eq!(verdicts(&some, &person("max"), 0), [Verdict::Is(Role::Admin); 3]);
    assert_eq!(verdicts(&some, &person("nobody"), 0), [Verdict::No; 3]);
}

#[test]
fn a_file_has_those_who_are_gone_and_those_who_are_invited() {
    let lines = lines(&facts(), &|_| "name".to_owned()).unwrap_or_default();
    let texts: Vec<String> = lines.iter().map(|line| line.join("|")).collect();
    let has = |part: &str| texts.iter().any(|text| text.contains(part));
    assert!(has("gone|Shop|p1|Admin|No|No|Project access (Production: admin)"), "{}", texts.join("\n"));
    assert!(has("||Shop|p1|No|No|Viewer|Pending invitation (Development: viewer)"), "{}", texts.join("\n"));
    assert!(has("ada|Docs|p2|No|Contributor|No|Team Editors (Staging: contributor)"), "{}", texts.join("\n"));
    assert_eq!(lines.len(), 8);
}

#[test]
fn a_question_has_an_answer_only_where_it_is_known() {
    assert_eq!(Verdict::AtLeast(Role::Viewer).has(Role::Viewer), Some(true));
    assert_eq!(Verdict::AtLeast(Role::Viewer).has(Role::Admin), None);
    assert_eq!(Verdict::Is(Role::Contributor).has(Role::Admin), Some(false));
    assert_eq!(Verdict::Unknown.has(Role::Viewer), None);
    assert_eq!(Verdict::No.has(Role::Viewer), Some(false));
}

/// Over many of them, which takes what the browser does not have.
#[cfg(not(target_arch = "wasm32"))]
mod any {
    use proptest::prelude::*;

    use super::*;

    fn permissions() -> impl Strategy<Value = Permissions> {
        let names = crate::access::Permissions::admin().names().into_iter();
        let of_types =
            Type::ALL.into_iter().flat_map(|kind| Role::ALL.map(|role| format!("{}:{}", kind.name(), role.name())));
        let all: Vec<String> = names.chain(["viewer".to_owned()]).chain(of_types).collect();
        prop::collection::vec(prop::sample::select(all), 0..3)
            .prop_map(|names| Permissions::named(names.iter().map(String::as_str)))
    }

    fn user() -> impl Strategy<Value = String> {
        (0..5_u8).prop_map(|number| format!("u{number}"))
    }

    fn any_facts() -> impl Strategy<Value = Facts> {
        let member = (user(), prop::bool::ANY).prop_map(|(user, admin)| Member {
            user,
            permissions: admin.then(|| "admin".to_owned()).into_iter().collect(),
        });
        let team =
            (0..3_u8, permissions(), prop::collection::vec(user(), 0..4)).prop_map(|(id, permissions, members)| Team {
                id: format!("t{id}"),
                label: format!("Team {id}"),
                permissions,
                projects: Some(2),
                members: Part::Known(members),
            });
        let direct = (user(), permissions()).prop_map(|(user, permissions)| Direct { user, permissions });
        let project = prop::collection::vec(direct, 0..4).prop_map(|direct| Project {
            direct: Part::Known(direct),
            invitations: Part::Known(Vec::new()),
            ..Project::default()
        });
        let teams = prop::collection::vec(team, 0..4);
        (user(), prop::collection::vec(member, 0..5), teams, prop::array::uniform2(project)).prop_map(
            |(owner, members, teams, projects)| Facts {
                owner: Part::Known(Some(owner)),
                members: Part::Known(members),
                teams: Part::Known(teams),
                count: Part::Known(2),
                projects: projects.to_vec(),
            },
        )
    }

    /// The facts without a grant, as whoever follows its link takes it back.
    fn without(facts: &mut Facts, grant: &Grant, user: &str, project: usize) {
        match &grant.source {
            Source::Owner => facts.owner = Part::Known(None),
            Source::Organization => {
                if let Part::Known(members) = &mut facts.members {
                    members
                        .iter_mut()
                        .filter(|member| member.user == user)
                        .for_each(|member| member.permissions.clear());
                }
            }
            Source::Direct => {
                if let Some(Part::Known(direct)) = facts.projects.get_mut(project).map(|project| &mut project.direct) {
                    direct.retain(|one| one.user != user);
                }
            }
            Source::Team(id, _) => {
                if let Part::Known(teams) = &mut facts.teams {
                    for team in teams.iter_mut().filter(|team| team.id == *id) {
                        if let Part::Known(members) = &mut team.members {
                            members.retain(|member| member != user);
                        }
                    }
                }
            }
            Source::Invitation => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn removing_every_grant_of_a_cell_makes_it_no(facts in any_facts(), user in user(), project in 0..2_usize) {
            let subject = person(&user);
            for kind in Type::ALL {
                let access = Index::of(&facts).access(&subject, project);
                let grants: Vec<Grant> = access.grants_on(kind).cloned().collect();
                prop_assert_eq!(access.on(kind) == Verdict::No, grants.is_empty());
                let mut left = facts.clone();
                for grant in &grants {
                    without(&mut left, grant, &user, project);
                }
                prop_assert_eq!(Index::of(&left).access(&subject, project).on(kind), Verdict::No);
            }
        }

        #[test]
        fn knowing_less_contradicts_nothing(facts in any_facts(), user in user(), forgotten in 0..5_u8) {
            let subject = person(&user);
            let whole = Index::of(&facts).access(&subject, 0);
            let mut less = facts;
            match forgotten {
                0 => less.owner = Part::Awaited,
                1 => less.members = Part::Awaited,
                2 => less.teams = Part::Awaited,
                3 => less.count = Part::Awaited,
                _ => less.projects.iter_mut().for_each(|project| project.direct = Part::Awaited),
            }
            let partial = Index::of(&less).access(&subject, 0);
            for kind in Type::ALL {
                for role in Role::ALL {
                    let (all, some) = (whole.on(kind).has(role), partial.on(kind).has(role));
                    prop_assert!(some.is_none() || some == all);
                }
            }
        }
    }
}
