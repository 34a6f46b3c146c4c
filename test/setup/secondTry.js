/* global jest */
/**
 * Tests over HTTP, browsers and databases share two cores with whatever else a machine of CI does: there one that fails is tried once more, at
 * once. What failed is printed, and the run names each test that needed it (scripts/test.mjs): it is looked at as a failure is.
 */
if (process.env.CI !== undefined) jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true })
