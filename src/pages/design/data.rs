use leptos::prelude::*;

use super::style;
use crate::ui::{
    Avatar, Badge, Copyable, Fact, Facts, Icon, IconName, Kbd, ProgressBar, ProgressRing, SecretDots, Skeleton,
    SkeletonText, Status, Time, Tone, view,
};

pub(super) fn status() -> AnyView {
    view! {
        <div class="row">
            <Status text="Inactive" />
            <Status text="Active" tone=Tone::Success />
            <Status text="Deploying" tone=Tone::Running />
            <Status text="Paused" tone=Tone::Warning />
            <Status text="Failed" tone=Tone::Danger />
        </div>
        <div class="row">
            <Badge text="Staging" />
            <Badge text="Production" tone=Tone::Success />
            <Badge text="In progress" tone=Tone::Running />
            <Badge text="Expires in 6 days" tone=Tone::Warning />
            <Badge text="3 failed" tone=Tone::Danger />
        </div>
        <div class="row">
            <ProgressRing label="Deploying staging" value=Some(0.42) />
            "42%"
            <ProgressRing label="Merging staging" value=None />
            "Merging"
        </div>
        <div class=style::bars>
            <ProgressBar label="Deploying staging" value=Some(0.42) />
            <ProgressBar label="Provisioning shop" value=None />
        </div>
        <Skeleton rows=3 columns=3 label="Loading variables" />
        <SkeletonText label="Loading the project" />
    }
}

pub(super) fn pieces() -> AnyView {
    view! {
        <Facts>
            <Fact label="Project ID">
                <Copyable text="azertyuiopqsd" label="Copy project ID" />
            </Fact>
            <Fact label="Region">"Sweden (eu-5)"</Fact>
            <Fact label="Owner">
                <Avatar name="Ilse Baptiste" />
                " Ilse Baptiste"
            </Fact>
            <Fact label="Organization">
                <Avatar name="Acme" square=true />
                " Acme"
            </Fact>
            <Fact label="Created">
                <Time at="2024-03-01T09:26:53Z" />
            </Fact>
            <Fact label="Git address">
                <Copyable text="git.eu-5.example.com" label="Copy Git address" />
            </Fact>
            <Fact label="Deploy key">
                <SecretDots />
            </Fact>
            <Fact label="Search">
                <Kbd keys="Ctrl K" />
            </Fact>
        </Facts>
    }
}

pub(super) fn icons() -> AnyView {
    let icon = |name: &IconName| {
        let name = *name;
        view! {
            <li class=style::icon>
                <Icon name />
                {name.as_str()}
            </li>
        }
    };
    view! { <ul class=style::icons>{IconName::ALL.iter().map(icon).collect_view()}</ul> }
}
