// Each form of an environment is filled and sent by the keyboard alone, while the access token expires under it.
import { demo } from '../support/demo.ts';
import { byKeyboard, heading, removes, said, type Form } from '../support/keyboard.ts';
import { test } from '../support/test.ts';

const environments = `${demo.project.path}/environments`;
/** A child of staging that runs, with commits of its own. */
const giftCards = `${environments}/gift-cards-b3m9q`;
/** Inactive, and nothing is below it. */
const blackFriday = { title: 'campaign/black-friday', path: `${environments}/black-friday-j9q3f` };

const forms: Form[] = [
  {
    name: 'branch an environment',
    path: `${demo.staging.path}/branch`,
    fill: async (keys) => {
      await keys.fill('Title', 'Typed');
      await keys.fill('Branch name', 'typed');
    },
    send: 'Branch',
    done: said('Branching Typed'),
    write: 'POST',
  },
  {
    name: 'merge an environment',
    path: `${giftCards}/merge`,
    send: 'Merge into Staging',
    done: said('Merging into Staging'),
    write: 'POST',
  },
  {
    name: 'synchronize an environment',
    path: `${demo.staging.path}/synchronize`,
    fill: async (keys) => {
      await keys.toggle('Data');
      await keys.fill('Type staging to confirm', 'staging');
    },
    send: 'Synchronize',
    done: said('Synchronizing data'),
    write: 'POST',
  },
  {
    name: 'activate an environment',
    path: `${blackFriday.path}/activate`,
    send: 'Activate',
    done: said(/^Activating/),
    write: 'POST',
  },
  {
    name: 'deactivate an environment',
    path: `${giftCards}/deactivate`,
    fill: (keys) => keys.fill('Type feature/gift-cards to confirm', 'feature/gift-cards'),
    send: 'Deactivate',
    done: said(/^Deactivating/),
    write: 'POST',
  },
  removes('environment', blackFriday.title, blackFriday.path),
  {
    name: 'initialize an environment',
    path: '/projects/portal5hq2ndc/environments/rewrite/initialize',
    fill: (keys) => keys.fill('Repository', 'https://git.example.com/templates/site.git@main'),
    send: 'Initialize',
    done: said('Initializing the environment'),
    write: 'POST',
  },
  {
    name: 'settings of an environment',
    path: `${demo.staging.path}/settings`,
    fill: (keys) => keys.fill('Title', 'Typed'),
    send: 'Save changes',
    done: said('Saved the environment’s settings'),
    write: 'PATCH',
  },
  {
    name: 'back up an environment',
    path: `${demo.main.path}/backups/new`,
    fill: (keys) => keys.toggle('Stop connections during the backup'),
    send: 'Back up',
    done: said('The backup is being made'),
    write: 'POST',
  },
  {
    name: 'restore a backup',
    path: `${demo.backup.path}/restore`,
    fill: async (keys) => {
      await keys.choose('A new environment');
      await keys.fill('Name', 'typed');
    },
    send: 'Restore backup',
    done: said(/^Restoring to/),
    write: 'POST',
  },
  {
    name: 'add route',
    path: `${demo.main.path}/routes/new`,
    fill: async (keys) => {
      await keys.choose('Redirect');
      await keys.fill('Address', 'https://typed.{default}/');
      await keys.fill('Leads to', 'https://{default}/');
    },
    send: 'Add route',
    done: said('Added https://typed.{default}/'),
    write: 'POST',
  },
  {
    name: 'edit route',
    path: `${demo.route.path}/edit`,
    fill: (keys) => keys.fill('Address', 'https://typed.{default}/'),
    send: 'Save changes',
    done: said(/^Saved/),
    write: 'PATCH',
  },
  removes('route', demo.route.title, demo.route.path),
  {
    name: 'add domain to an environment',
    path: `${demo.staging.path}/domains/new`,
    fill: async (keys) => {
      await keys.fill('Name', 'typed.example.com');
      await keys.fill('Stands for', demo.domain.title);
    },
    send: 'Add domain',
    done: heading('typed.example.com'),
    write: 'POST',
  },
  {
    name: 'add version',
    path: `${demo.main.path}/versions/new`,
    fill: (keys) => keys.fill('Share of visitors', '10'),
    send: 'Add version',
    done: said('Added the version'),
    write: 'POST',
  },
  {
    name: 'edit version',
    path: `${demo.version.path}/edit`,
    fill: (keys) => keys.fill('Share of visitors', '10'),
    send: 'Save changes',
    done: said(/^Saved/),
    write: 'PATCH',
  },
  removes('version', demo.version.title, demo.version.path),
  {
    name: 'run a source operation',
    path: `${demo.main.path}/operations/source/release`,
    fill: (keys) => keys.fill('Variables', '{"env": {"TICKET": "SHOP-7"}}'),
    send: 'Run operation',
    done: heading(/ran source operation release/),
    write: 'POST',
  },
  {
    name: 'run a runtime operation',
    path: `${demo.main.path}/operations/runtime/app/clear-cache`,
    send: 'Run operation',
    done: heading(/clear-cache/),
    write: 'POST',
  },
];

for (const form of forms) {
  test(form.name, async ({ page, sandbox, steps, watch }) => byKeyboard(form, { page, sandbox, steps, watch }));
}
