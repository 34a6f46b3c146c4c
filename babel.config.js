// One transform for Taro (both targets) and for jest: what the tests run is what the phone runs, apart from the language level.
module.exports = api => {
  const testing = api.env('test')
  return {
    presets: [
      [
        'taro',
        {
          framework: 'react',
          ts: true,
          compiler: 'webpack5',
          // WeChat's base library and the browsers of the browserslist bring their own; core-js would add 28 KB of gz to H5.
          useBuiltIns: false,
          ...(testing ? { targets: { node: 'current' }, modules: 'commonjs' } : {}),
        },
      ],
    ],
  }
}
