package cn.tongxing.idp.line;

import cn.tongxing.simulator.population.SyntheticPerson;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** What tests in a browser share: each class has its own line, and one browser on it. */
@Tag("browser")
abstract class OnTheLine {

  static RunningLine line;
  static Browser browser;

  /** For each class, before all its tests. */
  static void start(Path folder, String... settings) {
    line = RunningLine.start(folder, settings);
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    line.close();
  }

  static SyntheticPerson citizen(String id) {
    return line.simulator().population().find(id).orElseThrow();
  }
}
