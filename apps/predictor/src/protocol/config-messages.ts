/** The messages of TensorFlow Serving's configuration files, which are written in protobuf's text format. */
export const CONFIG_MESSAGES = `syntax = "proto3";
package tensorflow.serving;

enum ModelType {
  MODEL_TYPE_UNSPECIFIED = 0;
  TENSORFLOW = 1;
  OTHER = 2;
}
message LogCollectorConfig {
  string type = 1;
  string filename_prefix = 2;
}
message PerTaskSamplingConfig {
  string dc = 1;
  optional int32 task_index = 2;
  double sampling_rate = 3;
}
message SamplingConfig {
  double sampling_rate = 1;
  int32 attributes = 2;
  repeated PerTaskSamplingConfig per_task_sampling_configs = 3;
}
message LoggingConfig {
  LogCollectorConfig log_collector_config = 1;
  SamplingConfig sampling_config = 2;
  google.protobuf.Any custom_logging_config = 3;
}
message FileSystemStoragePathSourceConfig {
  message ServableVersionPolicy {
    message Latest { uint32 num_versions = 1; }
    message All {}
    message Specific { repeated int64 versions = 1; }
    oneof policy_choice {
      Latest latest = 100;
      All all = 101;
      Specific specific = 102;
    }
  }
}
message ModelConfig {
  string name = 1;
  string base_path = 2;
  ModelType model_type = 3;
  string model_platform = 4;
  LoggingConfig logging_config = 6;
  FileSystemStoragePathSourceConfig.ServableVersionPolicy model_version_policy = 7;
  map<string, int64> version_labels = 8;
}
message ModelConfigList { repeated ModelConfig config = 1; }
message ModelServerConfig {
  oneof config {
    ModelConfigList model_config_list = 1;
    google.protobuf.Any custom_model_config = 2;
  }
}

message BatchingParameters {
  google.protobuf.Int64Value max_batch_size = 1;
  google.protobuf.Int64Value batch_timeout_micros = 2;
  google.protobuf.Int64Value max_enqueued_batches = 3;
  google.protobuf.Int64Value num_batch_threads = 4;
  google.protobuf.StringValue thread_pool_name = 5;
  repeated int64 allowed_batch_sizes = 6;
  bool pad_variable_length_inputs = 7;
  google.protobuf.BoolValue enable_large_batch_splitting = 8;
  google.protobuf.Int64Value max_execution_batch_size = 9;
}

message PrometheusConfig {
  bool enable = 1;
  string path = 2;
}
message MonitoringConfig { PrometheusConfig prometheus_config = 1; }

message SSLConfig {
  string server_key = 1;
  string server_cert = 2;
  string custom_ca = 3;
  bool client_verify = 4;
}
`;
