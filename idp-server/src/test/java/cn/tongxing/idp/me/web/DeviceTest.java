package cn.tongxing.idp.me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices in plain words. */
class DeviceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1 | iPhone · Safari
          Mozilla/5.0 (Linux; Android 16; 2410) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0 | 安卓设备 · 微信
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0 | Windows 电脑 · Edge
          Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Safari/537.36 ArkWeb/4.1 HuaweiBrowser/5.0 | 鸿蒙设备 · 华为浏览器
          <script>alert(1)</script> | 未知设备
          """)
  void aBrowserIsNamedByWhatItsOwnerCallsIt(String userAgent, String name) {
    assertThat(Device.name(userAgent, Locale.SIMPLIFIED_CHINESE)).isEqualTo(name);
  }
}
