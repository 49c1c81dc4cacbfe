package cn.tongxing.sample;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The department's own text messages. In the demonstration its provider is the upstream simulator,
 * which writes address and secret into a file.
 */
final class TextMessages {

  private static final System.Logger LOG = System.getLogger(TextMessages.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Optional<Path> account;
  private final InstantSource clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  TextMessages(Optional<Path> account, InstantSource clock) {
    this.account = account;
    this.clock = clock;
  }

  /** Whether messages can be sent: who cannot send promises none. */
  boolean isThere() {
    return account.filter(Files::isReadable).isPresent();
  }

  /** Sends one; false if the provider did not take it. */
  boolean send(String phone, String text) {
    try {
      Properties settings = settings();
      String json =
          "{\"to\":\"%s\",\"template\":\"appointment\",\"text\":\"%s\"}"
              .formatted(escape(phone), escape(text));
      String time = Long.toString(clock.instant().getEpochSecond());
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(settings.getProperty("idp.sms.endpoint")))
              .timeout(LIMIT)
              .header("Content-Type", "application/json; charset=utf-8")
              .header("X-Sms-Timestamp", time)
              .header(
                  "X-Sms-Signature",
                  signature(settings.getProperty("idp.sms.secret"), time + "." + json))
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "text message not sent: {0}", e.getClass().getName());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Properties settings() throws IOException {
    Path file = account.orElseThrow(() -> new IOException("no account"));
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      settings.load(in);
    }
    return settings;
  }

  private static String signature(String secret, String signed) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
