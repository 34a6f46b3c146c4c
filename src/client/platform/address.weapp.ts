/** Where a mini-program finds its server: set when it is built (docs/deploy.md), because WeChat allows only filed domains. */
export const serverUrl = process.env.TARO_APP_SERVER ?? ''
