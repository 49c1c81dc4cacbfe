package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a browser says that it is, in the words of its owner. A guess for people to recognise their
 * own by; the text itself is never shown, since whoever signs in writes it.
 */
final class Device {

  private record Mark(String part, LocalizedText name) {

    static Mark of(String part, String name) {
      return new Mark(part, new LocalizedText(name, name, name));
    }

    static Mark of(String part, String simplified, String traditional, String english) {
      return new Mark(part, new LocalizedText(simplified, traditional, english));
    }
  }

  private static final LocalizedText UNKNOWN = new LocalizedText("未知设备", "未知裝置", "Unknown device");

  /** The first that fits counts: what is built on others names them too. */
  private static final List<Mark> SYSTEMS =
      List.of(
          Mark.of("OpenHarmony", "鸿蒙设备", "鴻蒙裝置", "HarmonyOS device"),
          Mark.of("HarmonyOS", "鸿蒙设备", "鴻蒙裝置", "HarmonyOS device"),
          Mark.of("iPhone", "iPhone"),
          Mark.of("iPad", "iPad"),
          Mark.of("Android", "安卓设备", "Android 裝置", "Android device"),
          Mark.of("Windows", "Windows 电脑", "Windows 電腦", "Windows computer"),
          Mark.of("Macintosh", "苹果电脑", "Mac 電腦", "Mac computer"),
          Mark.of("Linux", "Linux 电脑", "Linux 電腦", "Linux computer"));

  private static final List<Mark> BROWSERS =
      List.of(
          Mark.of("MicroMessenger", "微信", "微信", "WeChat"),
          Mark.of("AlipayClient", "支付宝", "支付寶", "Alipay"),
          Mark.of("HuaweiBrowser", "华为浏览器", "華為瀏覽器", "Huawei Browser"),
          Mark.of("MQQBrowser", "QQ 浏览器", "QQ 瀏覽器", "QQ Browser"),
          Mark.of("UCBrowser", "UC 浏览器", "UC 瀏覽器", "UC Browser"),
          Mark.of("Edg", "Edge"),
          Mark.of("Firefox", "Firefox"),
          Mark.of("Chrome", "Chrome"),
          Mark.of("Safari", "Safari"));

  private Device() {}

  /** For example iPhone · Safari. */
  static String name(String userAgent, Locale locale) {
    String known =
        Stream.of(SYSTEMS, BROWSERS)
            .flatMap(marks -> marks.stream().filter(m -> userAgent.contains(m.part())).limit(1))
            .map(mark -> mark.name().in(locale))
            .collect(Collectors.joining(" · "));
    return known.isEmpty() ? UNKNOWN.in(locale) : known;
  }
}
