const HTML = new Set(
  `a abbr address article aside audio b blockquote br button caption center cite code col colgroup dd del details div dl
  dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label li link main
  mark meta nav ol p picture pre q s samp section small source span strike strong sub summary sup svg table tbody td
  tfoot th thead tr tt u ul var video`.split(/\s+/),
);
/** A component of MDX and of documentation sites: `CustomContent`, `SimpleTab`, `TabItem`. */
const COMPONENTS =
  /^(?:[A-Z][a-z]+){2,}[0-9]*$|^(?:Tabs?|Note|Tip|Warning|Info|Danger|Caution|Card|Steps?|Callout|Admonition)$/;

/** Whether `<name …>` is markup; `<cluster-name>` or `<Host>` in a text is a word that the reader must see. */
export const isMarkupTag = (name: string): boolean => HTML.has(name.toLowerCase()) || COMPONENTS.test(name);
