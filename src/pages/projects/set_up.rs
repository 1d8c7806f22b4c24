//! A project while it is set up.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::subscriptions::{GetSubscription, Subscription};

use crate::components::{
    ActivityList, Detail, detail, exact_or, facts, facts_of, mebibytes, or_unknown, plan_name, region_of,
    subscription_status,
};
use crate::data::{Read, follow, poll, read, read_as};
use crate::reactive::{Derived, Memo, effect, memo};
use crate::routes::Route;
use crate::text::isolated;
use crate::ui::{
    ButtonLink, Notice, NoticeTone, ProgressBar, Section, Status, Toast, live, nothing, use_toaster, view,
};

/// Follows a subscription until its project can be used, then leads there.
pub fn page(organization: String, subscription: String) -> AnyView {
    let path = GetSubscription::path(&organization, &subscription);
    let of = read::<GetSubscription>(move || Some(path.clone()));
    let id = StoredValue::new(subscription);
    let title = Signal::derive(move || {
        let title = of.data().and_then(|subscription| subscription.project_title().map(str::to_owned));
        title.filter(|title| !title.is_empty()).unwrap_or_else(|| id.get_value())
    });
    follow(*of, move || of.data().filter(is_under_way).map(|_| id.get_value()).into_iter().collect());
    let project = memo(move || of.data().and_then(|subscription| subscription.project_id().map(str::to_owned)));
    lead_there(of, project, title);
    let activities =
        read_as::<Items<Activity>>(move || project.get().map(|project| GetProjectActivityLog::path(&project)));
    poll(activities);
    let state = move || {
        let (status, tone) = of.data().map(|s| subscription_status(s.status())).unwrap_or_default();
        view! { <Status text=status tone=tone /> }
    };
    let back = StoredValue::new(Route::Organization { organization }.path());
    let actions = move || view! { <ButtonLink href=back.get_value()>"Back to projects"</ButtonLink> };
    let content = move || {
        let subscription = of.data();
        let parts = subscription.map(|it| vec![standing(&it, activities), facts(&it), steps(project, activities)]);
        parts.unwrap_or_default().into_any()
    };
    detail(Detail {
        loading: "Loading subscription".into(),
        of: *of,
        title,
        state: Some(ViewFn::from(move || live(state))),
        actions: Some(ViewFn::from(actions)),
        content: ViewFn::from(content),
    })
}

fn is_under_way(subscription: &Subscription) -> bool {
    matches!(subscription.status(), Some("requested" | "provisioning"))
}

/// Goes to the project as soon as it can be used; Back leads past this page then.
fn lead_there(of: Read<Subscription>, project: Memo<Option<String>>, title: Signal<String>) {
    let toaster = use_toaster();
    let navigate = StoredValue::new_local(use_navigate());
    let ready =
        memo(move || of.data().is_some_and(|it| it.status() == Some("active")).then(|| project.get()).flatten());
    effect(move || {
        let Some(project) = ready.get() else { return };
        toaster.push(Toast::success(format!("{} is ready", isolated(&title.get_untracked()))));
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&Route::Project { project }.path(), options));
    });
}

/// How far it is, or why it goes no further.
fn standing(subscription: &Subscription, activities: Read<Items<Activity>>) -> AnyView {
    let failed = |title: &'static str, text: &'static str| {
        view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> }
    };
    match subscription.status() {
        Some("requested" | "provisioning") => {
            // How far the activity is that runs, as soon as there is one.
            let share = Derived::new(move || {
                let percent = activities.data()?.items().iter().find(|it| it.is_running())?.completion_percent()?;
                #[allow(clippy::cast_precision_loss, reason = "a percentage")]
                Some(percent as f64 / 100.0)
            });
            view! {
                <Notice title="The project is being set up">
                    "This takes a few minutes. You can leave this page while it continues."
                </Notice>
                <ProgressBar label="Setting up the project" value=share />
            }
        }
        Some("active") => view! { <Notice tone=NoticeTone::Success>"The project is ready."</Notice> },
        Some("provisioning failure") => failed(
            "The project couldn’t be set up",
            "The activity below may explain why. Support can retry or end the subscription.",
        ),
        Some("suspended") => failed("The project is suspended", "Its environments won’t run until it’s resumed."),
        Some("deleted") => failed(
            "The project is deleted",
            "The subscription has ended and its data has been \
            deleted.",
        ),
        _ => nothing(),
    }
}

fn facts(subscription: &Subscription) -> AnyView {
    let number = |number: Option<i64>| number.map_or_else(|| or_unknown(None), |number| number.to_string());
    facts_of(facts![
        ("Region", region_of(subscription)),
        ("Plan", plan_name(subscription.plan())),
        ("Environment limit", number(subscription.environments())),
        ("Storage per environment", subscription.storage().map_or_else(|| or_unknown(None), mebibytes)),
        ("Created", exact_or("Unknown", subscription.created_at())),
    ])
}

/// What is done in the project meanwhile, once there is one.
fn steps(project: Memo<Option<String>>, activities: Read<Items<Activity>>) -> AnyView {
    let has_any = memo(move || activities.data().is_some_and(|list| !list.items().is_empty()));
    live(move || {
        if !has_any.get() {
            return nothing();
        }
        let id = Signal::derive(move || project.get().unwrap_or_default());
        view! {
            <Section title="Activity">
                <ActivityList list=activities project=id limit=5 />
            </Section>
        }
    })
}
