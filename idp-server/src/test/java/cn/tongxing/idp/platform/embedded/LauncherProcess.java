package cn.tongxing.idp.platform.embedded;

import cn.tongxing.idp.testing.TestServices;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the embedded services in a process of its own, which a test can kill. */
final class LauncherProcess {

  private LauncherProcess() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments[0]);
    EmbeddedServices.start(
        new EmbeddedSettings(data, Path.of(arguments[1]), Durability.THROWN_AWAY));
    System.out.println("ready");
    System.in.read();
  }

  static Process start(Path data) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LauncherProcess.class.getName(),
                data.toString(),
                TestServices.binaries().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var answer = new byte[5];
    process.getInputStream().readNBytes(answer, 0, answer.length);
    return process;
  }
}
