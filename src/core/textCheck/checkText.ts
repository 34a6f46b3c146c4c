import type { Finding } from './finding'
import { checkForm } from './form'
import { beginsWithAmong } from './groups'
import { checkGrowth } from './growth'
import { sentencesOf, type Sentence } from './passage'
import { checkRates } from './rates'
import { checkRepeats } from './repeats'
import { checkSums } from './sums'

const LONGEST_CONTEXT = 2000

/** What a text contradicts in itself, in reading order. Lines are paragraphs. Never throws, whatever the text. */
export function checkText(text: string): readonly Finding[] {
  const sentences = sentencesOf(text)
  let before: Sentence | null = null
  const inSentences: Finding[] = []
  for (const sentence of sentences) {
    if (before !== null && before.paragraph !== sentence.paragraph) before = null
    inSentences.push(...checkForm(sentence), ...checkSums(sentence, before), ...checkRates(sentence, before), ...checkGrowth(sentence))
    // 其中…。其中…。 are both lists of what stands before the first.
    before = before !== null && beginsWithAmong(sentence.text) && sentence.to - before.from < LONGEST_CONTEXT ? joined(text, before, sentence) : sentence
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
