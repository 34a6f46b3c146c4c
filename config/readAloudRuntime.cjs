const { mergeInternalComponents } = require('@tarojs/shared')
const { attributes } = require('./readAloudAttributes.cjs')

// Part of the program itself: numbers the attributes as the templates do.
mergeInternalComponents(attributes)
