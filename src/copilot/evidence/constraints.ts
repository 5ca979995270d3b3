import { fold } from "../../kernel/fold.ts";
import { likelyAmong } from "../../kernel/likely.ts";

/**
 * What a question may insist on beside its subject, one thing in a line, in the words of people and of pages: formats,
 * channels, platforms, times, safety, money, acts, looks, ways in. Written from general knowledge of software support,
 * for any product. Unlike verbs and nouns in general these are hardly ever paraphrased, so a telling that has none of
 * the words does not speak of the thing.
 */
const CONSTRAINTS: readonly RegExp[] = [
  // Formats.
  /pdf/,
  /\bword\b|docx?\b/,
  /excel|xlsx?|电子表格|spreadsheet|google sheets/,
  /\bcsv\b/,
  /\bxml\b/,
  /\bjson\b/,
  /pptx?\b|powerpoint|幻灯/,
  /图片|照片|拍照|截图|\bpng\b|\bjpe?g\b|\bphoto|\bpicture|\bimage|\bcamera|相机/,
  /视频|录像|录屏|\bvideo/,
  /语音|录音|\bvoice|\baudio/,
  /\bzip\b|压缩|\bcompress|\bzipp/,
  /markdown|\bhtml\b/,
  /附件|\battach/,
  /公式|\bformula/,
  /正则|通配|\bregex|\bregular expression|\bwildcard/,
  // Channels.
  /短信|\bsms\b|\btext message/,
  /微信|\bwechat/,
  /钉钉|dingtalk/,
  /飞书|feishu|\blark\b/,
  /\bslack\b/,
  /\bteams\b/,
  /邮件|邮箱|\be-?mail|\bmail|outlook|gmail/,
  /电话|\bphone call|\btelephone|\bcall (?:me|us|you)\b/,
  /传真|\bfax/,
  /\bwhatsapp|\btelegram/,
  /小程序|公众号/,
  // Platforms and places.
  /linux|ubuntu|centos|debian|麒麟|统信/,
  /\bmac\b|macos|macbook|苹果电脑/,
  /windows/,
  /安卓|android/,
  /\bios\b|iphone|苹果手机/,
  /ipad|平板|\btablet/,
  /手机(?!号)|移动端|\bmobile (?:app|device|phone)|\bphone app|\bon (?:my|the|a|your) phone/,
  /鸿蒙|华为|harmony ?os|huawei/,
  /浏览器|chrome|\bedge\b|firefox|safari|\bbrowser/,
  /docker|k8s|kubernetes|容器|\bcontainer/,
  /\bftp\b|sftp/,
  /\bs3\b|\boss\b|对象存储|\bbucket/,
  /网盘|云盘|google drive|onedrive|dropbox/,
  /u盘|光盘|\busb stick|\btape\b/,
  /\bnas\b|网络共享|共享目录|\bnetwork share/,
  /mysql|oracle|sql ?server|mongodb|达梦|\bmariadb/,
  /阿里云|腾讯云|\baws\b|\bazure\b/,
  /云打印|云端|云上|\bcloud/,
  /用友|金蝶|\bsap\b|salesforce|hubspot/,
  /外网|公网|\bvpn\b|\binternet\b/,
  /离线|没网|没信号|断网|\boffline|\bno (?:signal|network|connection)|\bwithout (?:a )?(?:signal|network|connection)/,
  /代理(?!商)|\bproxy/,
  /蓝牙|\bbluetooth/,
  /国外|海外|境外|\babroad|\boverseas/,
  /现场|上门|驻场|\bon[- ]site/,
  // When and how often.
  /定时|定期|按时间表|\bschedul|\bat (?:a )?set (?:time|hour)|\bcron\b/,
  /自动|自己会|\bautomatic|\bby itself|\bby themselves/,
  /每天|每日|每晚|天天|\bdaily|\b(?:every|each) (?:day|night)/,
  /每周|每星期|\bweekly|\bevery week/,
  /每月|每个月|月度|按月|\bmonthly|\bevery month|\bmonth by month/,
  /季度|\bquarter/,
  /每年|年度|\byearly|\bannual|\bevery year/,
  /半年|\bhalf a year|\bsix months/,
  /半夜|夜里|夜间|凌晨|晚上|\bat night|\bovernight/,
  /周末|周六|周日|\bweekend|\bsaturday|\bsunday/,
  /节假日|假期|\bholiday/,
  /实时|\breal[- ]?time/,
  /到期|过期|失效|\bexpir/,
  /下一?个(?:版本|补丁)|路线图|以后会|将来|未来|打算|什么时候(?:出|上线|支持)|\broadmap|\bupcoming|\bnext (?:release|version|patch)|\bin (?:the )?future|\bplanned\b/,
  /时区|当地时间|\btime ?zone|\blocal time/,
  // Of what, how much, together with whom.
  /批量|成批|\bin bulk|\bbatch|:batch/,
  /其中几|某一张|单独|只(?:恢复|导|对|推)|\bpart of\b|\bpartial/,
  /同时|并行|\bat the same time|\bparallel|\bsimultan/,
  /合并|\bmerg|\bconsolidat/,
  /拆分|拆成|分成|\bsplit/,
  /多选|\bmulti-?select/,
  /推荐|牌子|品牌|型号|\brecommend|\bbrand|\bwhich model/,
  /英文|英语|\benglish\b/,
  /日文|日语|日本|\bjapan/,
  /多语言|\bmultilingual|\blanguages\b/,
  /外部|外面的|访客|游客|\boutside\b|\bexternal|\bguest/,
  /经销商|代理商|\breseller|\bdealer/,
  // Safety and law.
  /密码|口令|\bpassword|\bpasscode/,
  /加密|\bencrypt/,
  /水印|\bwatermark/,
  /指纹|人脸|刷脸|\bfingerprint|\bface id|\bbiometric/,
  /验证码|\bcaptcha/,
  /签名|签章|\bsignature|\bsigned\b/,
  /两步|双因素|二次验证|\btwo[- ](?:step|factor)|\b2fa\b|\bmfa\b/,
  /白名单|\ballow ?list|\bwhite ?list/,
  /匿名|\banonym/,
  /脱敏|\bmask/,
  /等保|\biso ?\d|\bsoc ?2|\bgdpr|\bhipaa/,
  /国密|\bsm4\b/,
  // Money.
  /分期|\binstal?ments?/,
  /优惠|折扣|打折|\bdiscount|\brebate/,
  /免费|不收费|不另收|\bfree\b|\bno extra charge/,
  /退款|退钱|退费|\brefund|\bmoney back/,
  /美元|欧元|外币|币种|\bdollars?\b|\beuros?\b|\bcurrenc/,
  /发票|开票|\binvoice/,
  /信用卡|支付宝|\bcredit card|\bpaypal/,
  /积分|红包|优惠券|\bcoupon/,
  /学校|教育|\bschool|\bstudent|\bnon-?profit/,
  /佣金|提成|\bcommission/,
  // Acts.
  /撤销|撤回|撤消|还原|回退|\bundo|\brevert|\broll(?:ed)? ?back|\brollback/,
  /恢复|找回|还原|\brestor|\brecover|\bget back/,
  /删除|清空|\bdelet|\bremov/,
  /复制|拷贝|\bcopy|\bcopies|\bduplicat|\bclone/,
  /打印|\bprint/,
  /导出|\bexport/,
  /导入|\bimport/,
  /搜索|查找|\bsearch/,
  /排序|\bsort/,
  /筛选|过滤|\bfilter/,
  /改名|重命名|\brenam/,
  /对比|\bcompar/,
  /分享|共享|共用|\bshare|\bsharing/,
  /订阅|\bsubscri/,
  /提醒|通知|告警|\bremind|\bnotif|\balert/,
  /审批|批准|\bapprov/,
  /转交|转移|转给|\btransfer|\bhand over/,
  /归档|\barchiv/,
  /翻译|\btranslat/,
  /扫描|扫码|\bscan/,
  /卸载|\buninstall/,
  /备份|\bback(?:s|ed)? ?up|\bbackups?\b/,
  /迁移|\bmigrat/,
  /上传|\bupload/,
  /下载|\bdownload/,
  /隐藏|\bhid(?:e|den)\b/,
  /重启|\brestart|\breboot/,
  /评论|留言|\bcomment/,
  /收藏|置顶|\bbookmark|\bfavou?rite/,
  /拖拽|拖动|\bdrag/,
  /评分|打分|\bscoring|\brating/,
  /跳过|\bskip/,
  // Looks.
  /双面|\bdouble[- ]sided|\bduplex/,
  /黑白|彩色|颜色|主题|深色|\bcolou?rs?\b|\bdark\b|\btheme/,
  /横向|纵向|横着|竖着|方向|\blandscape|\bportrait|\borientation/,
  /字体|字号|\bfonts?\b/,
  /图表|柱状|饼图|折线|\bcharts?\b|\bgraphs?\b/,
  /二维码|条码|\bbarcodes?|\bqr\b/,
  /\blogo|徽标|抬头/,
  /快捷键|ctrl\+|\bshortcut|\bhotkey/,
  /日历|\bcalendar/,
  /地图|\bmap\b/,
  // Ways in.
  /接口|\bapis?\b/,
  /\bsdk\b|java\b|python|\bclient library/,
  /命令行|命令|\.exe\b|\bcommand/,
  /插件|扩展|\bplug-?in|\bextension|\badd-?on/,
  /webhook|回调|\bcallback/,
  /单点登录|\bsso\b|\bsaml\b|\boidc\b|\bsingle sign/,
  /\bad\b|\bldap\b|active directory/,
  /rfid|\bnfc\b/,
  /源代码|源码|\bsource code|\bopen source/,
];

const likely = likelyAmong(CONSTRAINTS);

/** More of them say little more. */
const MOST = 2;

/** What a text insists on, as what names it. */
export function insistedOn(text: string): RegExp[] {
  const asked = fold(text);
  return likely(asked)
    .map((number) => CONSTRAINTS[number]!)
    .filter((constraint) => constraint.test(asked));
}

/** How many of these things a folded text does not name; at most two. */
export const unnamedIn = (insisted: readonly RegExp[], said: string): number =>
  Math.min(MOST, insisted.filter((constraint) => !constraint.test(said)).length);

/** How many things a clause insists on that none of some texts, at least one, names; at most two. */
export function unsaidOf(clause: string, texts: readonly string[]): number {
  const insisted = insistedOn(clause);
  return insisted.length === 0 ? 0 : unnamedIn(insisted, fold(texts.join("\n")));
}
