import { testEveryPage } from '../screens/findings'
import { ALL_LOOKS } from '../screens/walk'

testEveryPage({ looks: ALL_LOOKS, isCold: true }, 1_800_000)
