package cn.tongxing.idp.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The identity provider. */
@SpringBootApplication(scanBasePackages = "cn.tongxing.idp")
public class TongxingServer {

  /** Starts the server, or runs one administrative command and ends. */
  public static void main(String[] arguments) {
    SpringApplication.run(TongxingServer.class, arguments);
  }
}
