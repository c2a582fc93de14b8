// The words of the resident's page.
import { common_texts, type CommonTexts, type Language } from './common';

const zh = {
  title: '邻里 · 报修与投诉',
  hello: '您好，哪里坏了、漏了、吵了，在这里说一声就行。',
  hello_how: '用自己的话写，拍张照片更好。每一步进展都会在这里告诉您。',
  examples: '比如这样写：',
  example_list: ['3栋2单元电梯停了', '卫生间天花板在滴水', '楼上半夜很吵'],
  emergency: '有人受伤、起火、闻到煤气味：先离开，再拨 119（火灾、煤气）或拨 120（急救）。',
  input: '写在这里',
  kept: '我们只留下您写的话和照片，用来处理您的事。',
  afresh: '之前的对话已经结束：数据删除了，或者太久没有来。这里是新的对话。',
  privacy: '隐私与我的数据',
  privacy_short: '隐私',
  privacy_kept: '留下什么',
  privacy_kept_text:
    '您在这里写的话、发的照片，以及您自己说出的地址、称呼和电话。照片里的拍摄地点等信息会先去掉。',
  privacy_why: '为什么',
  privacy_why_text: '只用来处理您反映的问题，让物业工作人员能找到地方、回复您、把事情办完。不做广告，不卖给别人。',
  privacy_device: '这台设备',
  privacy_device_text: '没有账号和密码。这台设备靠一个只用于本页的标记认出您。',
  link_title: '在另一台设备上接着聊',
  link_text: '做一个链接，在您的另一台手机或电脑上打开。谁拿到它，谁就能看到这里的对话，请只发给自己。',
  link_make: '生成链接',
  link_label: '您的链接',
  forget_title: '删除我的数据',
  forget_text: '您的对话和照片会被删除或去掉姓名，不能恢复。还没办完的事，工作人员会联系不到您。',
  forget_ask: '确定要删除，请在下面写“删除”',
  forget_word: '删除',
  forget_do: '删除我的数据',
  forget_done: '已经删除。这个页面不再认得您。',
  start_again: '重新开始',
  did_not_work: '没有成功，请检查网络后再试一次。',
};

export type ChatTexts = CommonTexts & typeof zh;

const en: typeof zh = {
  title: 'Linli · repairs and complaints',
  hello: 'Hello. Something broken, leaking or too loud? Just say so here.',
  hello_how: 'Write in your own words; a photo helps. You will be told of every step here.',
  examples: 'For example:',
  example_list: ['The lift in building 3 has stopped', 'Water drips from my bathroom ceiling', 'Loud noise upstairs at night'],
  emergency: 'Someone hurt, a fire, a smell of gas: leave first, then call 119 (fire, gas) or call 120 (ambulance).',
  input: 'Write here',
  kept: 'We keep only your words and photos, to deal with what you report.',
  afresh: 'The conversation before is over: its data was deleted, or it was too long ago. This one is new.',
  privacy: 'Privacy and my data',
  privacy_short: 'Privacy',
  privacy_kept: 'What is kept',
  privacy_kept_text:
    'What you write here, the photos you send, and the address, name and phone number that you give yourself. Where and when a photo was taken is removed from it first.',
  privacy_why: 'Why',
  privacy_why_text:
    'Only to deal with what you report, so that the property staff can find the place, answer you and finish the work. No advertising, nothing is sold.',
  privacy_device: 'This device',
  privacy_device_text: 'There is no account and no password. A mark used by this page alone recognises this device.',
  link_title: 'Go on from another device',
  link_text:
    'Make a link and open it on your other phone or computer. Whoever has it can read this conversation, so send it to yourself only.',
  link_make: 'Make a link',
  link_label: 'Your link',
  forget_title: 'Delete my data',
  forget_text:
    'Your messages and photos are deleted or made anonymous. This cannot be undone. For work that is not finished, staff can no longer reach you.',
  forget_ask: 'To go on, write “delete” below',
  forget_word: 'delete',
  forget_do: 'Delete my data',
  forget_done: 'Done. This page no longer knows you.',
  start_again: 'Start again',
  did_not_work: 'That did not work. Please check the network and try again.',
};

export const chat_texts: Record<Language, ChatTexts> = {
  'zh-CN': { ...common_texts['zh-CN'], ...zh },
  en: { ...common_texts.en, ...en },
};
