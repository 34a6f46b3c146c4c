// Taro's transform, for both targets. jest has one of its own (test/setup/transform.js).

// Taro would rewrite every destructuring for two slips of Safari before 14.5 and 16.3; mending just these keeps what iOS 13 reads as it is.
const mended = {
  exclude: ['transform-destructuring', 'transform-parameters'],
  include: ['bugfix/transform-safari-rest-destructuring-rhs-array', 'bugfix/transform-safari-id-destructuring-collision-in-function-expression'],
}

module.exports = {
  // No host of ours has document.all, for which every ?. and ?? would compare twice.
  assumptions: { noDocumentAll: true },
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        // WeChat's base library and the browsers of the browserslist bring their own; core-js would add 28 KB of gz to H5.
        useBuiltIns: false,
        ...mended,
      },
    ],
  ],
}
