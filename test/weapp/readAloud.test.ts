import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dist } from './phone'

const { attributes } = jest.requireActual<{ readonly attributes: Readonly<Record<string, object>> }>('../../config/readAloudAttributes.cjs')

test('the package hands on what things are and are called, on every element the program calls by a name', () => {
  const templates = readFileSync(join(dist, 'base.wxml'), 'utf8')
  for (const [component, names] of Object.entries(attributes)) {
    // The first of its templates is the one that can be tapped; a bare one stands for elements with a class at most.
    const tappable = new RegExp(`<${component.toLowerCase()} [^>]*bindtap[^>]*>`).exec(templates)?.[0] ?? ''
    for (const name of Object.keys(names)) expect({ component, bound: tappable.includes(`${name}="{{`) ? name : tappable }).toEqual({ component, bound: name })
  }
})
