import type { Day } from '../../core/period'
import { countyStories } from './directory'
import { DISPUTE_YEARS, storiesOfYear } from './disputeYears'
import { liveStories } from './live'
import { MATTER_YEARS, storiesOfMatters } from './matterYears'
import { outreachBefore, storiesOfOutreach } from './outreach'
import { OUTREACH_YEARS } from './outreachEvents'
import { rosterStories } from './rosterEntries'
import { confirmationsOf, screeningsOfYear } from './rounds'
import { opsOf, type DemoOp, type Story } from './story'
import { TOWN_KEYS, TOWNS } from './towns'
import { storiesOfWork, workBefore } from './work'
import { WORK_YEARS } from './workEntries'

/**
 * Everything that has happened in the demo county up to a day, as the ops its people wrote. What there is on a day is there on
 * every later one, with the same ids.
 */
export function demoOps(today: Day): readonly DemoOp[] {
  return demoStories(today).flatMap((story) => opsOf(story, today))
}

/** The county's stream first: nothing can be placed in a village that is not there yet. */
function demoStories(today: Day): readonly Story[] {
  return [
    ...countyStories(),
    ...rosterStories(),
    ...DISPUTE_YEARS.flatMap(storiesOfYear),
    ...MATTER_YEARS.flatMap(storiesOfMatters),
    ...OUTREACH_YEARS.flatMap((plan) => [...storiesOfOutreach(plan), ...storiesOfOutreach(outreachBefore(plan))]),
    ...WORK_YEARS.flatMap((plan) => [...storiesOfWork(plan), ...storiesOfWork(workBefore(plan))]),
    ...TOWN_KEYS.flatMap((key) => screeningsOfYear(key, TOWNS[key].reportYear)),
    ...confirmationsOf('木叶', TOWNS.木叶.reportYear),
    ...liveStories(today),
  ]
}
