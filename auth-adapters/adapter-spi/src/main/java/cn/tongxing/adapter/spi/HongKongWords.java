package cn.tongxing.adapter.spi;

import java.util.List;
import java.util.Map;

/**
 * The wording of Hong Kong and Macau: the sentences written in Traditional Chinese for Taiwan, with
 * words of the place, so that no sentence is kept twice. Whatever is shown to a reader there goes
 * through it: {@link LocalizedText#in}, and the host's own catalogue.
 */
public final class HongKongWords {

  /** Words of Taiwan and what Hong Kong says; a word stands after those that it is a part of. */
  public static final List<Map.Entry<String, String>> ALL =
      List.of(
          Map.entry("電信業者", "電訊商"),
          Map.entry("服務櫃檯", "服務櫃位"),
          Map.entry("簡訊", "短訊"),
          Map.entry("櫃檯", "櫃位"),
          Map.entry("臨櫃", "到櫃位"),
          Map.entry("帳號", "帳戶"),
          Map.entry("網路", "網絡"),
          Map.entry("線上", "網上"),
          Map.entry("螢幕", "屏幕"),
          Map.entry("軟體", "軟件"),
          Map.entry("身分", "身份"),
          Map.entry("隱私權", "私隱"),
          // an example of a number from elsewhere
          Map.entry("例如 +886", "例如 +852"));

  private HongKongWords() {}

  /** A traditional text in words of Hong Kong. */
  public static String in(String traditional) {
    String reworded = traditional;
    for (Map.Entry<String, String> word : ALL) {
      reworded = reworded.replace(word.getKey(), word.getValue());
    }
    return reworded;
  }
}
