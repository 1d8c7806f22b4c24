// What the demo data holds, as far as journeys rely on it.

const project = '/projects/shop4k2mq7xwa';

export const demo = {
  organization: { label: 'Lakeside Media', path: '/organizations/01HV3K8Q2M5WXT9C7ZRB4NDPEA' },
  /** Another that the administrator may change. */
  otherOrganization: { label: 'Northwind Labs' },
  /** Most of what there is to see happens here. */
  project: { title: 'Lakeside Shop', path: project },
  /** Of the same organization. */
  otherProject: { title: 'Lakeside Magazine' },
  main: { title: 'main', path: `${project}/environments/main` },
  /** A child of `main`. */
  staging: { title: 'Staging', path: `${project}/environments/staging` },
  /** Of the project above. */
  webhook: { title: 'https://deploys.lakeside-media.example/hooks/shop', path: `${project}/integrations/mwtz43k6hsjdd` },
  deploymentTarget: { title: 'black-friday-cluster', path: `${project}/deployment-targets/gle3aujkjhww4` },
  /** Not the project's default domain. */
  domain: { title: 'gifts.lakeside-shop.example', path: `${project}/domains/gifts.lakeside-shop.example` },
  /** Brought by a person, and about to expire. */
  certificate: { title: 'gifts.lakeside-shop.example', path: `${project}/certificates/x4z4kcsnvmnv6onu6jijms65dj` },
  /** The newest of `main`. */
  backup: { path: `${project}/environments/main/backups/fap75sbt6yabb` },
  /** The primary one of `main`. */
  route: { title: 'https://{default}/', path: `${project}/environments/main/routes/shop` },
  /** Beside the main version of `main`: it sees one of twenty visitors. */
  version: { title: 'ba3oamemad2qp', path: `${project}/environments/main/versions/ba3oamemad2qp` },
  /** Somebody who may look at everything in the project and change nothing. */
  viewer: { token: 'wheelhouse-demo-viewer-token' },
} as const;
