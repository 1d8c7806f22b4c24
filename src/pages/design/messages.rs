use leptos::prelude::*;

use crate::ui::{Button, ButtonKind, EmptyState, ErrorState, IconName, Notice, NoticeTone, view};

pub(super) fn messages() -> AnyView {
    view! {
        <Notice>"Changes to variables take effect with the next deployment."</Notice>
        <Notice tone=NoticeTone::Success>"The certificate is valid until March."</Notice>
        <Notice
            tone=NoticeTone::Warning
            title="This environment is behind main by 3 commits"
            actions=|| view! { <Button on_click=|| ()>"Synchronize"</Button> }
        >
            "Merging it may undo what happened there meanwhile."
        </Notice>
        <Notice tone=NoticeTone::Danger title="The variable was not saved" on_dismiss=|| ()>
            "A variable named DATABASE_URL exists already: choose another name, or edit that one."
        </Notice>
        <Notice tone=NoticeTone::Forbidden title="You cannot see the billing of Acme">
            "Ask an owner of the organization for the permission to manage billing."
        </Notice>
        <EmptyState
            icon=IconName::VARIABLE
            title="No variables yet"
            text="Variables hold what differs between environments, such as addresses and keys."
            actions=|| {
                view! { <Button kind=ButtonKind::Primary icon=IconName::PLUS on_click=|| ()>"Add variable"</Button> }
            }
        />
        <EmptyState
            title="No variables match “redis”"
            actions=|| view! { <Button on_click=|| ()>"Clear the filter"</Button> }
        />
        <ErrorState
            title="The variables couldn’t be loaded"
            text="The API did not answer in time. It may be busy: try again in a minute."
            detail="GET /projects/azertyuiopqsd/variables\n504 Gateway Timeout"
            on_retry=|| ()
        />
    }
}
