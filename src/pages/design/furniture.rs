use leptos::prelude::*;

use crate::ui::{
    Badge, Breadcrumb, Button, ButtonKind, Card, Crumb, IconName, Section, Status, Tab, Tabs, Tone, el, view,
};

pub(super) fn furniture() -> AnyView {
    let path = vec![Crumb::new("Acme", "#acme"), Crumb::new("shop", "#shop"), Crumb::here("staging")];
    view! {
        <Breadcrumb items=path />
        <div class="row">
            {el("strong").text("staging").into_any()}
            <Status text="Active" tone=Tone::Success />
            <Badge text="Staging" />
        </div>
        <Tabs label="Pages of staging">
            <Tab href="#overview" current=true>"Overview"</Tab>
            <Tab href="#variables" current=false count="12">"Variables"</Tab>
            <Tab href="#backups" current=false count="4">"Backups"</Tab>
            <Tab href="#routes" current=false>"Routes"</Tab>
            <Tab href="#domains" current=false>"Domains"</Tab>
            <Tab href="#deployment" current=false>"Deployment"</Tab>
            <Tab href="#settings" current=false>"Settings"</Tab>
        </Tabs>
        <Card>
            <Section
                title="Domains"
                description="Where visitors reach the production environment."
                actions=|| view! { <Button icon=IconName::PLUS on_click=|| ()>"Add domain"</Button> }
            >
                {el("p").text("shop.example.com").into_any()}
            </Section>
        </Card>
        <Section title="Delete project" description="The project and all its environments will be gone.">
            <div class="row">
                <Button kind=ButtonKind::Danger on_click=|| ()>"Delete project"</Button>
            </div>
        </Section>
    }
}
