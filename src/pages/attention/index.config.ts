export default definePageConfig({ navigationBarTitleText: '需核对' })
