// Pages above a project.
import { demo } from '../demo.ts';
import { heading, page, table, text } from './page.ts';

const lakeside = { organization: demo.organization.id };

export const general = [
  page('/', {
    name: 'home',
    does: ['get-the-current-user'],
    ready: table('Projects'),
    operations: ['get-list-of-project-environments'],
  }),
  page('/sign-in', { name: 'sign-in', ready: heading('Sign in'), isPublic: true }),
  page('/design', { name: 'design system', ready: heading(), isPublic: true }),
  page('/no/such/page', { name: 'not found', ready: heading() }),
  page('/organizations', {
    name: 'organizations',
    ready: table('Organizations'),
    operations: ['list-organizations'],
  }),
  page('/organizations/{organization}', {
    name: 'organization',
    does: ['get-organization'],
    at: lakeside,
    ready: table('Projects'),
    operations: ['list-subscriptions'],
  }),
  page('/organizations/{organization}/projects/new', {
    name: 'new project',
    does: ['create-subscription', 'checks-if-the-user-is-able-to-create-a-new-project'],
    at: lakeside,
    ready: text('Monthly total'),
    operations: ['list-available-plans'],
    form: {
      fill: async (keys) => {
        await keys.fill('Title', 'Typed');
        await keys.fill('Region', 'eu-5.platform.sh');
      },
      send: 'Create project',
      done: (page) => page.getByText('The project is being set up').first(),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/projects/new', {
    name: 'new project refused',
    at: { organization: demo.otherOrganization.id },
    ready: text('This can’t be done'),
  }),
  page('/organizations/{organization}/projects/new/{subscription}', {
    name: 'setting up a project',
    at: { ...lakeside, subscription: '41272' },
    ready: text('The project is being set up'),
    isLive: true,
  }),
  page('/projects', {
    name: 'projects',
    does: ['locate-a-single-project'],
    ready: table('Projects'),
    operations: ['locate-user-projects'],
  }),
];
