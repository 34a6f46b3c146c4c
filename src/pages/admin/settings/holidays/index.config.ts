export default definePageConfig({ navigationBarTitleText: '放假和调休' })
