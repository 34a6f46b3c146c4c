import type { Page } from 'playwright-core'

declare global {
  interface Window {
    taps: { count: number; letters: number }
  }
}

/**
 * From now on the page counts what a person does to it: fingers that land on something that can be tapped, and letters. A finger on a
 * text field belongs to the typing, as the keyboard's own keys do.
 */
export async function countTaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.taps = { count: 0, letters: 0 }
    addEventListener('pointerdown', ({ target }) => {
      const on = target instanceof Element ? target.closest('button, a, [role], input, textarea, select, label') : null
      if (on !== null && !on.matches('input:not([type=checkbox]):not([type=radio]), textarea')) window.taps.count += 1
    }, true)
    addEventListener('input', (event) => {
      if (event instanceof InputEvent) window.taps.letters += event.data?.length ?? 0
    }, true)
  })
}

export function counted(page: Page): Promise<{ readonly count: number; readonly letters: number }> {
  return page.evaluate(() => window.taps)
}

/**
 * What a hand takes that knows the screen, by the keystroke-level model: 1.1 s to aim at something and tap it, 1.35 s to think before each
 * question of the screen, 0.28 s a keystroke and three and a half of them a Chinese character; spoken, four characters a second.
 */
export function handSeconds({ taps, questions, typed, spoken = 0 }: { readonly taps: number; readonly questions: number; readonly typed: number; readonly spoken?: number }): number {
  return Math.round(taps * 1.1 + questions * 1.35 + typed * 3.5 * 0.28 + spoken / 4)
}

/** `taps` beside the typing; a surname is typed into one field, the sentence into another or spoken by the keyboard's microphone. */
export function quickEntryText(where: string, taps: number, seconds: number, sentence: number): string {
  const bare = handSeconds({ taps: taps + 1, questions: 4, typed: 1 })
  const spoken = handSeconds({ taps: taps + 3, questions: 5, typed: 1, spoken: sentence })
  const typed = handSeconds({ taps: taps + 2, questions: 5, typed: 1 + sentence })
  return `快速登记${where}：${taps} 次点按，${seconds.toFixed(1)} 秒（机器的手）。人手按键击模型：不写经过约 ${bare} 秒，说一句 ${sentence} 字的经过约 ${spoken} 秒，打出来约 ${typed} 秒\n`
}
