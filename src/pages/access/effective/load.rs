//! Reading all that access follows from: never more than a few requests at a time.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::invitations::of_project::ListInvitationsToAProject;
use wheelhouse_contract::sections::organizations::{GetOrganization, ListOrganizationMembers};
use wheelhouse_contract::sections::references::{ReferencedUsers, USERS};
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;
use wheelhouse_contract::sections::teams::{ListTeamMembers, ListTeams};
use wheelhouse_contract::{Links, Relation, Resource};

use super::super::person::first_page;
use super::items::{UNREADABLE, called, direct, each, invited, member, of_team, owner, part, project, team};
use crate::access::effective::{Facts, Index, Part, Project, Subject};
use crate::api::{Api, Request};
use crate::data::with_query;
use crate::reactive::{State, memo};

/// So many requests are under way at once.
const AT_ONCE: usize = 6;

/// So often is shown what answers say while more are awaited, in milliseconds: a table of thousands is drawn then.
const SHOWN_EVERY: f64 = 600.0;

/// A list that goes on beyond this many pages is given up: its links may lead in a circle.
const MOST_PAGES: usize = 100;

/// What is looked at.
#[derive(Clone)]
pub(in super::super) enum Wanted {
    /// By its id and title.
    Project(String, String),
    Organization,
}

/// Ids and names, in the order of the ids.
pub(in super::super) type Names = Vec<(String, String)>;

/// What is read so far. Copies are the same reading.
#[derive(Clone, Copy)]
pub(in super::super) struct Reading {
    pub facts: State<Facts>,
    pub index: State<Index>,
    pub names: State<Names>,
    /// How many requests are still to be answered.
    pub left: RwSignal<usize>,
    work: StoredValue<Work>,
    api: Api,
}

struct Work {
    wanted: Wanted,
    organization: String,
    jobs: Vec<Job>,
    under_way: usize,
    /// When what is known was shown last, in milliseconds since 1970.
    shown: f64,
    facts: Facts,
    names: Names,
    /// Where names were asked for, in order.
    asked: Vec<String>,
    /// Counts how often all was begun again: an answer to what was asked before is dropped.
    turn: usize,
}

struct Job {
    what: What,
    path: String,
    /// What earlier pages had.
    items: Vec<Value>,
    pages: usize,
    /// Whose names it brings.
    people: Vec<String>,
}

#[derive(Clone)]
enum What {
    Owner,
    Members,
    Teams,
    /// Of the team of this id.
    TeamMembers(String),
    Projects,
    /// Of the project of this id.
    Direct(String),
    Invitations(String),
    Names,
}

impl Job {
    fn new(what: What, path: String) -> Self {
        Self { what, path, items: Vec::new(), pages: 0, people: Vec::new() }
    }
}

impl Reading {
    /// Begins to read.
    pub fn start(wanted: Wanted, organization: &str) -> Self {
        let work = Work {
            wanted,
            organization: organization.to_owned(),
            jobs: Vec::new(),
            under_way: 0,
            shown: js_sys::Date::now(),
            facts: Facts::default(),
            names: Vec::new(),
            asked: Vec::new(),
            turn: 0,
        };
        let reading = Self {
            facts: State::new(Facts::default()),
            index: State::new(Index::default()),
            names: State::new(Vec::new()),
            left: RwSignal::new(1),
            work: StoredValue::new(work),
            api: Api::expect(),
        };
        reading.begin();
        reading
    }

    /// Begins again, from nothing.
    pub fn again(self) {
        self.begin();
    }

    /// Why what is known must not be taken for all there is; `None` once it is.
    pub fn partial(self) -> Signal<Option<String>> {
        let partial = memo(move || {
            if self.left.get() > 0 {
                return Some("It’s still being read.".to_owned());
            }
            let failures = self.facts.with(|facts| facts.failures());
            failures.first().map(|failure| format!("Some of it couldn’t be read. {failure}"))
        });
        Signal::derive(move || partial.get())
    }

    fn begin(self) {
        self.work.update_value(|work| {
            work.turn += 1;
            work.under_way = 0;
            work.facts = Facts::default();
            work.asked.clear();
            work.jobs = work.first();
        });
        self.pump();
    }

    /// Sends what may be under way now.
    fn pump(self) {
        loop {
            let next = self.work.try_update_value(|work| {
                let job = (work.under_way < AT_ONCE).then(|| work.next()).flatten()?;
                work.under_way += 1;
                Some((job, work.turn))
            });
            let Some(Some((job, turn))) = next else { break };
            spawn_local(async move {
                let answer = self.api.send(Request::get(job.path.clone())).await;
                let answer = answer.map_err(|error| error.title().to_owned());
                // The page may be gone by now, or all be asked for again.
                let is_wanted = self.work.try_update_value(|work| {
                    if work.turn != turn {
                        return false;
                    }
                    work.under_way = work.under_way.saturating_sub(1);
                    work.take(self.api, job, answer);
                    true
                });
                if is_wanted == Some(true) {
                    // What is left is known once those are gone that need not be asked any more.
                    self.pump();
                    self.show();
                }
            });
        }
    }

    /// Shows what is known: at the end, and once in a while before.
    fn show(self) {
        let now = self.work.try_update_value(|work| {
            let left = work.jobs.len() + work.under_way;
            let now = js_sys::Date::now();
            if left > 0 && now - work.shown < SHOWN_EVERY {
                return None;
            }
            work.shown = now;
            Some((work.facts.clone(), work.names.clone(), left))
        });
        if let Some(Some((facts, names, left))) = now {
            self.index.try_set(Index::of(&facts));
            self.names.try_set(names);
            self.facts.try_set(facts);
            self.left.try_set(left);
        }
    }
}

impl Work {
    fn first(&mut self) -> Vec<Job> {
        let organization = &self.organization;
        let job = Job::new;
        let sized = |path: String| with_query(&path, [("page[size]", "100".to_owned())]);
        let teams = [("filter[organization_id]", organization.clone()), ("page[size]", "100".to_owned())];
        let mut jobs = vec![
            job(What::Owner, GetOrganization::path(organization)),
            job(What::Members, sized(ListOrganizationMembers::path(organization))),
            job(What::Teams, with_query(&ListTeams::path(), teams)),
            job(What::Projects, ListSubscriptions::path(organization)),
        ];
        if let Wanted::Project(id, title) = &self.wanted {
            self.facts.projects = vec![Project { id: id.clone(), title: title.clone(), ..Project::default() }];
            jobs.extend(of_project(id));
        }
        // They are taken from the end.
        jobs.reverse();
        jobs
    }

    /// What is asked next; not for names that are known by now.
    fn next(&mut self) -> Option<Job> {
        while let Some(job) = self.jobs.pop() {
            let is_known = |id: &String| self.names.binary_search_by(|(known, _)| known.cmp(id)).is_ok();
            if !matches!(job.what, What::Names) || job.people.is_empty() || !job.people.iter().all(is_known) {
                return Some(job);
            }
        }
        None
    }

    /// Takes an answer: more pages follow it, or what it was about is known.
    fn take(&mut self, api: Api, mut job: Job, answer: Result<Arc<Value>, String>) {
        let answer = match answer {
            Ok(answer) => answer,
            Err(why) => return self.settle(&job.what, Err(why)),
        };
        if matches!(job.what, What::Names) {
            return self.name(&ReferencedUsers::new(answer));
        }
        if matches!(job.what, What::Owner) {
            return self.settle(&What::Owner, Ok(vec![(*answer).clone()]));
        }
        let links = Links::of(&answer);
        let Some(list) = answer.as_array().or_else(|| answer.get("items")?.as_array()) else {
            return self.settle(&job.what, Err(UNREADABLE.to_owned()));
        };
        let people = list.iter().filter_map(|item| text(item, "user_id").map(str::to_owned));
        let people = people.collect::<Vec<_>>();
        for path in links.references(USERS).filter_map(|href| api.path_of(href).ok()) {
            if let Err(at) = self.asked.binary_search(&path) {
                self.asked.insert(at, path.clone());
                let names = Job { people: people.clone(), ..Job::new(What::Names, path) };
                // Members are in many lists, so that others have nothing to ask once they are named.
                match job.what {
                    What::Members => self.jobs.push(names),
                    _ => self.jobs.insert(0, names),
                }
            }
        }
        job.items.extend(list.iter().cloned());
        job.pages += 1;
        match links.href(Relation::NEXT).and_then(|href| api.path_of(href).ok()) {
            Some(_) if job.pages >= MOST_PAGES => self.settle(&job.what, Err("The list is too long".to_owned())),
            Some(next) if next != job.path => self.jobs.push(Job { path: next, ..job }),
            _ => self.settle(&job.what, Ok(job.items)),
        }
    }

    fn settle(&mut self, what: &What, found: Result<Vec<Value>, String>) {
        match what {
            What::Names => {}
            What::Owner => {
                let owner = found.and_then(|items| each(items, owner));
                self.facts.owner = part(owner.map(|owners| owners.into_iter().next()));
            }
            What::Members => self.facts.members = part(found.and_then(|items| each(items, member))),
            What::Teams => {
                let organization = self.organization.clone();
                let teams = found.and_then(|items| each(items, |value| team(value, &organization)));
                for team in teams.iter().flatten().filter(|team| !team.permissions.is_empty()) {
                    let path = ListTeamMembers::path(&team.id);
                    self.jobs.push(Job::new(What::TeamMembers(team.id.clone()), path));
                }
                self.facts.teams = part(teams);
            }
            What::TeamMembers(id) => {
                let members = part(found.and_then(|items| each(items, of_team)));
                if let Part::Known(teams) = &mut self.facts.teams
                    && let Some(team) = teams.iter_mut().find(|team| team.id == *id)
                {
                    team.members = members;
                }
            }
            What::Projects => {
                let projects = found.and_then(|items| each(items, project));
                self.facts.count = part(projects.as_ref().map(Vec::len).map_err(String::clone));
                if matches!(self.wanted, Wanted::Organization) {
                    let projects = projects.unwrap_or_default();
                    let jobs = projects.iter().rev().flat_map(|project| of_project(&project.id)).collect::<Vec<_>>();
                    self.facts.projects = projects;
                    // Last: there are many.
                    self.jobs.splice(0..0, jobs);
                }
            }
            What::Direct(id) => {
                let direct = part(found.and_then(|items| each(items, direct)));
                self.project(id, |project| project.direct = direct);
            }
            What::Invitations(id) => {
                let invited = part(found.and_then(|items| each(items, invited)));
                self.project(id, |project| project.invitations = invited);
            }
        }
    }

    fn project(&mut self, id: &str, change: impl FnOnce(&mut Project)) {
        if let Some(project) = self.facts.projects.iter_mut().find(|project| project.id == id) {
            change(project);
        }
    }

    fn name(&mut self, users: &ReferencedUsers) {
        let all = users.raw().as_object().into_iter().flatten().map(|(id, _)| id.clone()).collect::<Vec<_>>();
        for id in all {
            let Some(name) = users.user(&id).as_ref().and_then(called) else { continue };
            if let Err(at) = self.names.binary_search_by(|(known, _)| known.cmp(&id)) {
                self.names.insert(at, (id, name));
            }
        }
    }
}

fn of_project(id: &str) -> [Job; 2] {
    let invitations = with_query(&ListInvitationsToAProject::path(id), [("page[size]", "100".to_owned())]);
    [Job::new(What::Direct(id.to_owned()), first_page(id)), Job::new(What::Invitations(id.to_owned()), invitations)]
}

/// What somebody is called; whoever has no name here goes by their id.
pub(in super::super) fn named(names: &Names, subject: &Subject) -> String {
    match subject {
        Subject::Person(id) => {
            let at = names.binary_search_by(|(known, _)| known.cmp(id)).ok();
            at.and_then(|at| names.get(at)).map_or_else(|| id.clone(), |(_, name)| name.clone())
        }
        Subject::Invited(email) => format!("{email} (invited)"),
    }
}
