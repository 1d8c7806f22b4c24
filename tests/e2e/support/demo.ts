// What the demo data holds, as far as journeys rely on it. Ids that the sandbox made are found by `Sandbox.idOf`.

const organization = (id: string, label: string) => ({ id, label, path: `/organizations/${id}` });
const project = (id: string, title: string) => ({ id, title, path: `/projects/${id}` });
const environment = (project: string, id: string, title: string) => ({
  project,
  id,
  title,
  path: `/projects/${project}/environments/${id}`,
});

const shop = project('shop4k2mq7xwa', 'Lakeside Shop');

export const demo = {
  organization: organization('01HV3K8Q2M5WXT9C7ZRB4NDPEA', 'Lakeside Media'),
  /** Another that the administrator may change; nobody can create a project in it now. */
  otherOrganization: organization('01HX7T4N9Z1KQFM2C8VYW6SJRB', 'Northwind Labs'),
  /** Most of what there is to see happens here. */
  project: shop,
  /** Of the same organization. */
  otherProject: { title: 'Lakeside Magazine' },
  main: environment(shop.id, 'main', 'main'),
  /** A child of `main`. */
  staging: environment(shop.id, 'staging', 'Staging'),
  /** Of another project; it has no code yet. */
  emptyEnvironment: environment('portal5hq2ndc', 'rewrite', 'rewrite'),
  /** A public key that nobody has. */
  newSshKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPoQUbkVlx1KO5cB14rTgA0mb7q1L9EoVvdzWKyDgHwd typed@desk',
  /** Somebody who may look at everything in the project and change nothing. */
  viewer: { token: 'wheelhouse-demo-viewer-token', name: 'Teo Lindqvist' },
  /** A member of the organization without permissions there, and of the team. */
  member: { email: 'tomasz@lakeside-media.example', name: 'Tomasz Zieliński' },
  /** A member who is not in the team. */
  otherMember: { email: 'ilse@lakeside-media.example', name: 'Ilse Vermeulen' },
  /** Of another organization, so that the administrator finds them. */
  stranger: { email: 'ximena@northwind-labs.example', name: 'Ximena Quispe Ortuño', username: 'ximena' },
  /** Someone who was given the role of a viewer on the project, and nothing by type. */
  granted: { email: 'teo@lakeside-media.example', name: 'Teo Lindqvist' },
  team: { label: 'Newsroom' },
  /** Of two teams, the one whose members may do everything. */
  otherTeam: { label: 'Platform' },
  /** Someone whose invitation to the organization is pending. */
  invited: { email: 'rosa.duarte@freelance.example' },
} as const;
