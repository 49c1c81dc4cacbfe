package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.platform.page.PageSamples.Sample;
import cn.tongxing.idp.testing.CameraAdapter;
import java.util.Locale;
import java.util.Map;

/** The page with the camera, before, while and after it is open. */
final class CameraSamples {

  private static final Way FACE =
      new Way(
          "face",
          new LocalizedText("人脸核验", "臉部驗證", "Face check"),
          new LocalizedText("需要摄像头", "需要鏡頭", "Needs a camera"),
          true);

  private static final String CHALLENGE =
      """
      {"nonce":"00000000000000000000000000000000","actions":[{"kind":"turn-left","window":5000,"frames":2}],
      "hints":[],"types":["image/jpeg"],"bytes":120000,"totalBytes":400000,"leastSide":120,"mostSide":800,
      "interval":100,"lasts":120000}
      """;

  private CameraSamples() {}

  static void addTo(Map<String, Sample> all) {
    for (Camera.State state : Camera.State.values()) {
      Camera camera =
          new Camera(
              state,
              CameraAdapter.FIRST.title(),
              CameraAdapter.FIRST.explanation(),
              CameraAdapter.FIRST.handling(),
              state == Camera.State.OPEN ? CHALLENGE : "");
      all.put(
          "camera-capture-" + state.name().toLowerCase(Locale.ROOT),
          PageSamples.signIn("camera-capture", new Page.CameraCapture(FACE, camera)));
    }
  }
}
