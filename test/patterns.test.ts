import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import safe from 'safe-regex2'
import ts from 'typescript'

const src = join(__dirname, '..', 'src')

/**
 * Patterns in which the checker sees a star within a star where there is none that can be walked in two ways: a limit on how often ({1,10}), or
 * parts that cannot begin alike. Each was run over 5,000 signs of everything it repeats (2026-11-21): none took more than 40 ms.
 */
const LOOKED_AT: Readonly<Record<string, number>> = {
  'components/numberText.ts': 2, 'core/textCheck/compared.ts': 1, 'core/textCheck/groups.ts': 1, 'domain/sessionDays.ts': 1, 'domain/subsidy.ts': 1,
  'pages/sync/receivedText.ts': 1, 'server/code/budget.ts': 1, 'server/docx/read/xml.ts': 2, 'server/import/day.ts': 1, 'server/import/row.ts': 2, 'server/import/value.ts': 2,
  'server/submission/columns.ts': 1, 'server/wechat/settings.ts': 1,
}

test('S27: no pattern can be made to run for ever by what somebody writes', () => {
  const doubted: Record<string, number> = {}
  let patterns = 0
  for (const name of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))) {
    const path = join(src, name)
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        patterns += 1
        const end = node.text.lastIndexOf('/')
        const file = relative(src, path)
        if (!safe(new RegExp(node.text.slice(1, end), node.text.slice(end + 1)))) doubted[file] = (doubted[file] ?? 0) + 1
      }
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest))
  }
  expect(patterns).toBeGreaterThan(400)
  expect(doubted).toEqual(LOOKED_AT)
})
