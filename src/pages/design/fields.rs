use leptos::prelude::*;

use super::style;
use crate::ui::{Checkbox, CheckboxGroup, Field, RadioGroup, Select, SelectOption, Switch, TextArea, TextInput, view};

pub(super) fn fields() -> AnyView {
    let name = RwSignal::new("DATABASE_URL".to_owned());
    let wrong = RwSignal::new("my variable".to_owned());
    let token = RwSignal::new("pl4t-0aQ".to_owned());
    let query = RwSignal::new(String::new());
    let size = RwSignal::new("512".to_owned());
    let json = RwSignal::new("{\n  \"debug\": true,\n  \"level\": 3\n}".to_owned());
    let region = RwSignal::new("eu-5".to_owned());
    let regions = vec![
        SelectOption::new("eu-5", "Sweden (eu-5)"),
        SelectOption::new("us-4", "United States (us-4)"),
        SelectOption::new("au-2", "Australia (au-2): not in this plan").disabled(),
    ];
    view! {
        <div class=style::form>
            <Field label="Name" required=true help="Upper case letters, digits and underscores.">
                <TextInput value=name on_input=move |text| name.set(text) mono=true />
            </Field>
            <Field
                label="Name"
                required=true
                error=move || wrong.with(|name| name.contains(' ')).then(|| "A name has no spaces: use _ instead.".to_owned())
            >
                <TextInput value=wrong on_input=move |text| wrong.set(text) mono=true />
            </Field>
            <Field label="API token" help="Shown only while you want to see it.">
                <TextInput
                    value=token
                    on_input=move |text| token.set(text)
                    kind="password"
                    reveal=true
                    mono=true
                />
            </Field>
            <Field label="Disk">
                <TextInput value=size on_input=move |text| size.set(text) inputmode="numeric" suffix="MiB" />
            </Field>
            <Field label="Region">
                <Select value=region on_change=move |value| region.set(value) options=regions />
            </Field>
            <Field label="Machine name" help="Given by the API, cannot be changed.">
                <TextInput value="staging-5em2ouy".to_owned() on_input=|_| () readonly=true mono=true />
            </Field>
            <Field label="Value">
                <TextArea value=json on_input=move |text| json.set(text) mono=true />
            </Field>
            <TextInput
                value=query
                on_input=move |text| query.set(text)
                kind="search"
                label="Filter variables"
                placeholder="Filter by name"
            />
        </div>
    }
}

pub(super) fn choices() -> AnyView {
    let sensitive = RwSignal::new(true);
    let inheritable = RwSignal::new(false);
    let build = RwSignal::new(true);
    let runtime = RwSignal::new(false);
    let clone_data = RwSignal::new("leave".to_owned());
    let kind = RwSignal::new("github".to_owned());
    view! {
        <div class=style::form>
            <div class="stack-tight">
                <Switch
                    label="Sensitive"
                    help="The value cannot be read back once it is saved."
                    checked=sensitive
                    on_change=move |on| sensitive.set(on)
                />
                <Switch
                    label="Inherited by child environments"
                    checked=inheritable
                    on_change=move |on| inheritable.set(on)
                />
                <Switch
                    label="Enabled"
                    checked=true
                    on_change=|_| ()
                    disabled_because="Only a project admin can switch this off"
                />
            </div>
            <CheckboxGroup
                legend="Visible"
                required=true
                help="When the variable can be read."
                error=move || {
                    (!build.get() && !runtime.get())
                        .then(|| "Choose at least one, or nothing can read it.".to_owned())
                }
            >
                <Checkbox label="During the build" checked=build on_change=move |on| build.set(on) />
                <Checkbox
                    label="At run time"
                    help="In every container of the application."
                    checked=runtime
                    on_change=move |on| runtime.set(on)
                />
                <Checkbox
                    label="In cron jobs"
                    checked=false
                    on_change=|_| ()
                    disabled_because="This project has no cron jobs"
                />
            </CheckboxGroup>
            <RadioGroup
                legend="Copy data on each push"
                segmented=true
                value=clone_data
                on_change=move |value| clone_data.set(value)
                options=vec![
                    SelectOption::new("leave", "Leave"),
                    SelectOption::new("on", "On"),
                    SelectOption::new("off", "Off"),
                ]
            />
            <RadioGroup
                legend="Source"
                value=kind
                on_change=move |value| kind.set(value)
                options=vec![
                    SelectOption::new("github", "GitHub").help("Deploys pull requests as environments."),
                    SelectOption::new("gitlab", "GitLab").help("Deploys merge requests as environments."),
                    SelectOption::new("none", "None").disabled(),
                ]
            />
        </div>
    }
}
