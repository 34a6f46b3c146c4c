import type { Finding } from './finding'
import { checkForm } from './form'
import { checkGrowth } from './growth'
import { sentencesOf } from './passage'
import { checkRates } from './rates'
import { checkRepeats } from './repeats'
import { checkSums } from './sums'

/** What a text contradicts in itself, in reading order. Lines are paragraphs. Never throws, whatever the text. */
export function checkText(text: string): readonly Finding[] {
  const sentences = sentencesOf(text)
  const inSentences = sentences.flatMap((sentence, index) => {
    const previous = sentences[index - 1]
    const before = previous?.paragraph === sentence.paragraph ? previous : null
    return [...checkForm(sentence), ...checkSums(sentence, before), ...checkRates(sentence, before), ...checkGrowth(sentence)]
  })
  return withoutDoubles([...inSentences, ...checkRepeats(sentences)]).sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
}

/** A list may be found in two ways; one finding of a kind for each place. */
function withoutDoubles(findings: readonly Finding[]): Finding[] {
  const byPlace = new Map(findings.map((each) => [`${each.kind} ${each.at.join(' ')}`, each]))
  return [...byPlace.values()]
}
