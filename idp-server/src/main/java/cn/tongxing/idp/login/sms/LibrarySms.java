package cn.tongxing.idp.login.sms;

import cn.tongxing.adapter.spi.LocalizedText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromara.sms4j.aliyun.config.AlibabaConfig;
import org.dromara.sms4j.aliyun.service.AlibabaSmsImpl;
import org.dromara.sms4j.api.SmsBlend;
import org.dromara.sms4j.api.entity.SmsResponse;
import org.dromara.sms4j.comm.delayedTime.DelayedTime;
import org.dromara.sms4j.tencent.config.TencentConfig;
import org.dromara.sms4j.tencent.service.TencentSmsImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cloud provider, talked to by SMS4J.
 *
 * <p>The library's register of providers, its executor and its retries are not used: one object
 * sends to one provider, once. A call runs on a thread of its own and is given up after its time,
 * whatever the library does; {@link StrictCalls} bounds the connection below.
 */
final class LibrarySms implements SmsSender {

  private static final Logger LOG = LoggerFactory.getLogger(LibrarySms.class);

  /** A reason has letters first and is short, so that it is never a number or a text. */
  private static final Pattern REASON =
      Pattern.compile("\"Code\":\"((?!Ok\")[A-Za-z][A-Za-z_.]{1,80})\"");

  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final SmsSettings.Cloud settings;
  private final SmsBlend provider;
  private final LocalizedText templates;
  private final Duration limit;

  LibrarySms(SmsSettings.Cloud settings) {
    this(settings, Duration.ofSeconds(5));
  }

  /**
   * Talks to a provider.
   *
   * @param limit time that one message may take
   */
  LibrarySms(SmsSettings.Cloud settings, Duration limit) {
    StrictCalls.enforce();
    this.settings = settings;
    this.provider =
        switch (settings) {
          case SmsSettings.Aliyun aliyun -> aliyun(aliyun);
          case SmsSettings.Tencent tencent -> tencent(tencent);
        };
    this.templates = settings.templates().byLanguage();
    this.limit = limit;
  }

  private static SmsBlend aliyun(SmsSettings.Aliyun settings) {
    AlibabaConfig config = new AlibabaConfig();
    config.setRequestUrl(settings.endpoint().getRawAuthority());
    config.setAccessKeyId(settings.accessKeyId());
    config.setAccessKeySecret(settings.accessKeySecret().reveal());
    config.setSignature(settings.signName());
    return new AlibabaSmsImpl(config, Runnable::run, new DelayedTime());
  }

  private static SmsBlend tencent(SmsSettings.Tencent settings) {
    TencentConfig config = new TencentConfig();
    config.setRequestUrl(settings.endpoint().getRawAuthority());
    config.setTerritory(settings.region());
    config.setAccessKeyId(settings.secretId());
    config.setAccessKeySecret(settings.secretKey().reveal());
    config.setSdkAppId(settings.sdkAppId());
    config.setSignature(settings.signName());
    return new TencentSmsImpl(config, Runnable::run, new DelayedTime());
  }

  @Override
  public Handover send(SmsMessage message) {
    Future<SmsResponse> call = calls.submit(() -> handOver(message));
    try {
      SmsResponse answer = call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.isSuccess()) {
        return Handover.ACCEPTED;
      }
      LOG.warn("SMS provider {}: {}", host(), reason(answer));
    } catch (TimeoutException e) {
      call.cancel(true);
      LOG.warn("SMS provider {}: too late", host());
    } catch (ExecutionException e) {
      // the class only: messages of the library may quote the request
      LOG.warn("SMS provider {}: {}", host(), kind(e));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
    }
    return Handover.FAILED;
  }

  private SmsResponse handOver(SmsMessage message) {
    LinkedHashMap<String, String> parameters = new LinkedHashMap<>();
    parameters.put("code", message.code());
    return provider.sendMessage(number(message), templates.in(message.locale()), parameters);
  }

  /** As the library wants it: see each case. */
  private String number(SmsMessage message) {
    String e164 = message.to().reveal();
    boolean mainland = e164.startsWith("+86");
    return switch (settings) {
      // mainland numbers without, others with country code, none with a plus sign
      case SmsSettings.Aliyun _ -> e164.substring(mainland ? 3 : 1);
      // the library puts +86 before any number without a hyphen, and takes the hyphen away
      case SmsSettings.Tencent _ -> mainland ? e164 : e164 + "-";
    };
  }

  private static String reason(SmsResponse answer) {
    Matcher reason = REASON.matcher(String.valueOf(answer.getData()));
    return reason.find() ? reason.group(1) : "unreachable or no reason given";
  }

  private static String kind(ExecutionException e) {
    Throwable cause = e.getCause();
    return (cause == null ? e : cause).getClass().getName();
  }

  private String host() {
    return settings.endpoint().getRawAuthority();
  }
}
