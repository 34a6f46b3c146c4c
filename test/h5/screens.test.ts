import { testEveryPage } from '../screens/findings'
import { LOOKS } from '../screens/walk'

// Each started cold: test/full/screens.test.ts.
testEveryPage({ looks: LOOKS, isCold: false }, 300_000)
