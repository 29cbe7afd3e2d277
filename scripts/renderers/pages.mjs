// What a renderer of JavaScript makes of texts: NAME on the command line, a list of texts on standard input, a list of
// pages in HTML on standard output, with null for a text that the renderer refuses. Packages are those of this folder.

import { text } from 'node:stream/consumers'

const escaped = (value) =>
  String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

// A tree of MDX as HTML: JavaScript is code, and what stands in tags of components stays in tags.
function page(node) {
  const inside = () => (node.children ?? []).map(page).join('')
  switch (node.type) {
    case 'text':
      return escaped(node.value)
    case 'element': {
      const attributes = Object.entries(node.properties ?? {}).map(([key, value]) => ` ${key.toLowerCase()}="${escaped(value)}"`)
      return `<${node.tagName}${attributes.join('')}>${inside()}</${node.tagName}>`
    }
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      const name = (node.name ?? 'x-fragment').replace(/[^\w-]/g, '-')
      const tag = /^[a-z]/.test(name) ? name : `x-${name}`
      const attributes = node.attributes.map(
        (each, at) => ` ${each.name ?? `spread${at}`}="${escaped(each.value?.value ?? each.value ?? '')}"`
      )
      return `<${tag}${attributes.join('')}>${inside()}</${tag}>`
    }
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return /^\s*\/\*[^]*\*\/\s*$/.test(node.value) ? `<!--${node.value.replace(/--/g, '- -')}-->` : `<code>${escaped(node.value)}</code>`
    case 'mdxjsEsm':
      return `<x-module text="${escaped(node.value)}"></x-module>`
    case 'comment':
      return ''
    default:
      return inside()
  }
}

async function mdxReader(directives) {
  const { createProcessor } = await import('@mdx-js/mdx')
  const gfm = (await import('remark-gfm')).default
  const frontmatter = (await import('remark-frontmatter')).default
  const plugins = [[frontmatter, ['yaml', 'toml']], gfm]
  if (directives) {
    plugins.push((await import('remark-directive')).default, directivesAsElements)
  }
  return (text) => {
    let tree
    const processor = createProcessor({ remarkPlugins: plugins, rehypePlugins: [() => (root) => { tree = structuredClone(root) }] })
    try {
      processor.processSync(directives ? asDocusaurus(text) : text)
    } catch {
      return null
    }
    return page(tree)
  }
}

// What Docusaurus does to a text before it reads it as MDX: titles of admonitions to labels, ids of headings to nothing.
function asDocusaurus(text) {
  return text
    .replace(/^(:::+)(\w+) +(\S.*)$/gm, '$1$2[$3]')
    .replace(/^(#{1,6} .*?) *\{#([\w-]+)\}$/gm, '$1')
}

function directivesAsElements() {
  return (root) => {
    const visit = (node) => {
      if (/Directive$/.test(node.type)) {
        node.data = { hName: 'div', hProperties: { className: node.name, ...node.attributes } }
      }
      for (const child of node.children ?? []) visit(child)
    }
    visit(root)
  }
}

async function asciidoctorReader() {
  const asciidoctor = (await import('asciidoctor')).default()
  asciidoctor.LoggerManager?.setLogger(asciidoctor.NullLogger?.create())
  const attributes = { experimental: '', stylesheet: null, nofooter: '' }
  return (text) => String(asciidoctor.convert(text, { safe: 'safe', standalone: true, attributes })).replace(/^[^]*<body/, '<body')
}

const readers = {
  mdx: () => mdxReader(false),
  docusaurus: () => mdxReader(true),
  asciidoctor: asciidoctorReader,
}

const read = await readers[process.argv[2]]()
const texts = JSON.parse(await text(process.stdin))
process.stdout.write(JSON.stringify(texts.map(read)))
