const { join } = require('node:path')
const { attributes } = require('./readAloudAttributes.cjs')

/** WeChat reads aria-role and aria-label aloud; Taro's templates leave them out, and its runtime has to know them too. */
module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.template === undefined) return
      platform.template.mergeComponents(ctx, attributes)
      platform.runtimePath = [].concat(platform.runtimePath, join(__dirname, 'readAloudRuntime.cjs'))
    },
  })
}
