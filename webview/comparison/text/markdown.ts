import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';
import { highlight } from './highlight.ts';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false, highlight });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
// An image is never fetched: its place says what and where it is.
markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index];
  const { escapeHtml } = markdown.utils;
  const alt = escapeHtml(token?.content ?? '');
  return `<span class="image">[image: ${alt} ${escapeHtml(String(token?.attrGet('src') ?? ''))}]</span>`;
};

const allowedTags =
  'p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s table thead tbody tr th td a span'.split(' ');

/**
 * A text as Markdown, as elements that are safe to put into the page. HTML in the text stays text; of links only http and
 * https keep their address, which is shown; images are named, not fetched.
 */
export function renderMarkdown(text: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdown.render(text), {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ['href', 'class', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^https?:/i,
  });
  for (const element of fragment.querySelectorAll('[class]')) keepOwnClasses(element);
  for (const link of fragment.querySelectorAll('a')) showAddress(link);
  for (const block of fragment.querySelectorAll('p,li,h1,h2,h3,h4,h5,h6,blockquote,td,th')) {
    block.setAttribute('dir', 'auto');
  }
  return fragment;
}

/** Classes come from the highlighter and the image rule alone: nothing else may take on the page's own looks. */
function keepOwnClasses(element: Element): void {
  const own = [...element.classList].filter(name => /^(hljs-[\w-]+|image)$/.test(name));
  if (own.length > 0) element.className = own.join(' ');
  else element.removeAttribute('class');
}

function showAddress(link: HTMLAnchorElement): void {
  const address = link.getAttribute('href');
  if (address === null) {
    link.replaceWith(...link.childNodes);
    return;
  }
  link.title = address;
  link.rel = 'noopener noreferrer';
  if (link.textContent !== address) {
    const shown = document.createElement('span');
    shown.className = 'address';
    shown.textContent = ` (${address})`;
    link.append(shown);
  }
}
