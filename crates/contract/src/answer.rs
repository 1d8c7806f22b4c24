//! The forms in which the API answers: a resource, a list, a page, or what a write did.

use std::hint::black_box;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::Value;

use crate::activity::Activity;
use crate::links::{Links, Relation};
use crate::resource::{Documented, Fact, Resource, list};

/// How an operation's answer is laid out, for those who enumerate operations.
#[derive(Clone, Copy, Debug)]
pub enum AnswerShape {
    /// One resource.
    Resource(&'static str, &'static [Fact]),
    /// A bare array of resources.
    Items(&'static str, &'static [Fact]),
    /// `{items, _links: {next?, previous?}}`.
    Page(&'static str, &'static [Fact]),
    /// `{key: [..], count?, _links?}`: the key, then what the list holds.
    Wrapped(&'static str, &'static str, &'static [Fact]),
    /// `{status, code, _embedded: {entity?, activities?}}`, a bare entity, or nothing.
    Written(&'static str, &'static [Fact]),
    /// Only what a write set off.
    Accepted,
    /// Nothing at all (204).
    Nothing,
}

/// Something that can be read from any JSON the API may answer with.
pub trait Answer: Clone + PartialEq + Send + Sync + 'static {
    const SHAPE: AnswerShape;
    /// What is said of the resource in it.
    const DOCUMENTED: &'static Documented;
    fn read(value: Arc<Value>) -> Self;
    /// Whether the JSON is at all of this form. What does not fit still reads, as empty.
    fn fits(value: &Value) -> bool;
    /// Reads all that is in it, for those who try what becomes of odd answers.
    fn read_through(&self);
}

impl<R: Resource> Answer for R {
    const SHAPE: AnswerShape = AnswerShape::Resource(R::NAME, R::FACTS);
    const DOCUMENTED: &'static Documented = R::DOCUMENTED;
    fn read(value: Arc<Value>) -> Self {
        R::new(value)
    }
    fn fits(value: &Value) -> bool {
        value.is_object()
    }
    fn read_through(&self) {
        self.read_facts();
    }
}

/// A bare array, as project-scoped collections answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Items<R>(Vec<R>);

impl<R: Resource> Answer for Items<R> {
    const SHAPE: AnswerShape = AnswerShape::Items(R::NAME, R::FACTS);
    const DOCUMENTED: &'static Documented = R::DOCUMENTED;
    fn read(value: Arc<Value>) -> Self {
        Self(views(value.as_array().map_or(&[], Vec::as_slice)))
    }
    fn fits(value: &Value) -> bool {
        value.is_array()
    }
    fn read_through(&self) {
        self.items().iter().for_each(R::read_facts);
    }
}

impl<R> Items<R> {
    pub fn items(&self) -> &[R] {
        &self.0
    }
}

/// A page of a longer list, with the addresses of its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<R> {
    items: Vec<R>,
    raw: Arc<Value>,
}

impl<R: Resource> Answer for Page<R> {
    const SHAPE: AnswerShape = AnswerShape::Page(R::NAME, R::FACTS);
    const DOCUMENTED: &'static Documented = R::DOCUMENTED;
    fn read(value: Arc<Value>) -> Self {
        Self { items: views(list(&value, "items")), raw: value }
    }
    fn fits(value: &Value) -> bool {
        value.get("items").is_some_and(Value::is_array)
    }
    fn read_through(&self) {
        self.items().iter().for_each(R::read_facts);
        black_box((self.count(), self.next(), self.previous()));
    }
}

impl<R> Page<R> {
    pub fn items(&self) -> &[R] {
        &self.items
    }

    /// How many there are in all, where the API says.
    pub fn count(&self) -> Option<i64> {
        self.raw.get("count").and_then(Value::as_i64)
    }

    pub fn next(&self) -> Option<&str> {
        Links::of(&self.raw).href(Relation::NEXT)
    }

    pub fn previous(&self) -> Option<&str> {
        Links::of(&self.raw).href(Relation::PREVIOUS)
    }
}

/// A thing that the API lists under its own key.
pub trait Keyed: Resource {
    const KEY: &'static str;
}

/// A list under its own key: `{"plans": [..]}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrapped<R> {
    items: Vec<R>,
    raw: Arc<Value>,
}

impl<R: Keyed> Answer for Wrapped<R> {
    const SHAPE: AnswerShape = AnswerShape::Wrapped(R::KEY, R::NAME, R::FACTS);
    const DOCUMENTED: &'static Documented = R::DOCUMENTED;
    fn read(value: Arc<Value>) -> Self {
        Self { items: views(list(&value, R::KEY)), raw: value }
    }
    fn fits(value: &Value) -> bool {
        value.get(R::KEY).is_some_and(Value::is_array)
    }
    fn read_through(&self) {
        self.items().iter().for_each(R::read_facts);
        black_box((self.count(), self.next(), self.previous()));
    }
}

impl<R> Wrapped<R> {
    pub fn items(&self) -> &[R] {
        &self.items
    }

    /// How many there are in all, where the API says.
    pub fn count(&self) -> Option<i64> {
        self.raw.get("count").and_then(Value::as_i64)
    }

    pub fn next(&self) -> Option<&str> {
        Links::of(&self.raw).href(Relation::NEXT)
    }

    pub fn previous(&self) -> Option<&str> {
        Links::of(&self.raw).href(Relation::PREVIOUS)
    }
}

/// The objects of a list as views; what is no object is left out.
pub fn views<R: Resource>(items: &[Value]) -> Vec<R> {
    items.iter().filter(|item| item.is_object()).map(|item| R::new(Arc::new(item.clone()))).collect()
}

/// What a write did: the thing as it is now, and the activities it started.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<R> {
    raw: Arc<Value>,
    of: PhantomData<fn() -> R>,
}

impl<R: Resource> Answer for Written<R> {
    const SHAPE: AnswerShape = AnswerShape::Written(R::NAME, R::FACTS);
    const DOCUMENTED: &'static Documented = R::DOCUMENTED;
    fn read(value: Arc<Value>) -> Self {
        Self { raw: value, of: PhantomData }
    }
    /// A write may answer with nothing.
    fn fits(_: &Value) -> bool {
        true
    }
    fn read_through(&self) {
        self.entity().iter().for_each(R::read_facts);
        self.activities().iter().for_each(Activity::read_facts);
    }
}

impl<R: Resource> Written<R> {
    /// The written resource, embedded or as the whole answer.
    pub fn entity(&self) -> Option<R> {
        entity(&self.raw).map(|value| R::new(Arc::new(value.clone())))
    }

    /// What the write started, in the API's order.
    pub fn activities(&self) -> Vec<Activity> {
        activities(&self.raw)
    }
}

/// A write that answers with no resource: only what it started.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted(Arc<Value>);

impl Answer for Accepted {
    const SHAPE: AnswerShape = AnswerShape::Accepted;
    const DOCUMENTED: &'static Documented = &Documented { documentation: "", facts: &[], relations: &[] };
    fn read(value: Arc<Value>) -> Self {
        Self(value)
    }
    /// A write may answer with nothing.
    fn fits(_: &Value) -> bool {
        true
    }
    fn read_through(&self) {
        self.activities().iter().for_each(Activity::read_facts);
    }
}

impl Accepted {
    pub fn activities(&self) -> Vec<Activity> {
        activities(&self.0)
    }
}

/// A write that answers with nothing and starts nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Nothing;

impl Answer for Nothing {
    const SHAPE: AnswerShape = AnswerShape::Nothing;
    const DOCUMENTED: &'static Documented = &Documented { documentation: "", facts: &[], relations: &[] };
    fn read(_: Arc<Value>) -> Self {
        Self
    }
    fn fits(_: &Value) -> bool {
        true
    }
    fn read_through(&self) {}
}

/// The resource in a write's answer: embedded, or the answer itself when it is one.
pub fn entity(answer: &Value) -> Option<&Value> {
    let embedded = answer.get("_embedded").and_then(|embedded| embedded.get("entity"));
    embedded
        .or_else(|| answer.get("_embedded").is_none().then_some(answer))
        .filter(|value| value.get("id").is_some() || value.get("_links").is_some() || value.get("name").is_some())
}

/// The activities embedded in a write's answer.
pub fn activities(answer: &Value) -> Vec<Activity> {
    views(list(answer, "_embedded.activities"))
}

/// The activity a person cares about: the first that is not about notifying others.
pub fn main_activity(activities: &[Activity]) -> Option<&Activity> {
    activities.iter().find(|activity| !matches!(activity.kind(), Some("integration.webhook" | "integration.script")))
}
