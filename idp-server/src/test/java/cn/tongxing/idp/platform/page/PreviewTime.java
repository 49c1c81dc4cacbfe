package cn.tongxing.idp.platform.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.http.ResponseEntity;

/** What the preview answers when a page asks how long its sign-in goes on. */
final class PreviewTime {

  private final List<String> wishes = new CopyOnWriteArrayList<>();
  private volatile int asked;
  private volatile int status;
  private volatile long left;
  private volatile boolean renewable;

  PreviewTime() {
    restart();
  }

  void restart() {
    wishes.clear();
    asked = 0;
    answers(200, 100, true);
  }

  void answers(int newStatus, long newLeft, boolean isRenewable) {
    status = newStatus;
    left = newLeft;
    renewable = isRenewable;
  }

  /** Samples of the warning itself show it at once. */
  static long atFirst(String name) {
    return name.startsWith("deadline") ? 100 : 1800;
  }

  synchronized ResponseEntity<Map<String, Object>> answer(String name) {
    asked++;
    return status == 200
        ? ResponseEntity.ok(
            Map.of("left", left, "renewable", renewable && !name.equals("deadline-final")))
        : ResponseEntity.status(status).build();
  }

  /** Asked for more time, with this proof of the page. */
  void wished(String step) {
    wishes.add(step);
    if (status == 200) {
      left = 1800;
    }
  }

  List<String> wishes() {
    return wishes;
  }

  int asked() {
    return asked;
  }
}
