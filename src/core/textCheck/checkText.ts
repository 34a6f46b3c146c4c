import type { Finding } from './finding'
import { checkForm } from './form'
import { isList } from './groups'
import { checkGrowth } from './growth'
import { sentencesOf, type Named, type Sentence } from './passage'
import { checkRates } from './rates'
import { checkRepeats } from './repeats'
import { checkPortions, checkShareLists } from './shares'
import { checkSums } from './sums'

const LONGEST_CONTEXT = 2000
/** Numbers of a paragraph that are remembered: a page of nothing but numbers must not be compared with itself. */
const MOST_TOLD = 400

/** What a text contradicts in itself, in reading order. Lines are paragraphs. Never throws, whatever the text. */
export function checkText(text: string): readonly Finding[] {
  const sentences = sentencesOf(text)
  let before: Sentence | null = null
  let told: readonly Named[] = []
  const inSentences: Finding[] = []
  for (const sentence of sentences) {
    if (before !== null && before.paragraph !== sentence.paragraph) [before, told] = [null, []]
    inSentences.push(...checkForm(sentence), ...checkSums(sentence, before, told), ...checkRates(sentence, before), ...checkShareLists(sentence), ...checkPortions(sentence), ...checkGrowth(sentence))
    // 其中…。其中…。 are both lists of what stands before the first.
    if (!isList(sentence)) told = [...told, ...sentence.counts].slice(-MOST_TOLD)
    before = before !== null && isList(sentence) && sentence.to - before.from < LONGEST_CONTEXT ? joined(text, before, sentence) : sentence
  }
  return withoutDoubles([...inSentences, ...checkRepeats(sentences)]).sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
}

function joined(text: string, first: Sentence, second: Sentence): Sentence {
  const [from, to] = [first.from, second.to]
  return { text: text.slice(from, to), from, to, paragraph: first.paragraph, counts: [...first.counts, ...second.counts], percents: [...first.percents, ...second.percents] }
}

/** A list may be found in two ways; one finding of a kind for each place. */
function withoutDoubles(findings: readonly Finding[]): Finding[] {
  const byPlace = new Map(findings.map((each) => [`${each.kind} ${each.at.join(' ')}`, each]))
  return [...byPlace.values()]
}
