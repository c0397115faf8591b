namespace CodeRed.Providers.Tests;

/// <summary>The same answer as each vendor writes it: members, order of events and ends are the vendor's, names and numbers are ours.</summary>
/// <remarks>
/// After the sources named at each adapter. All of them say: the model served-model-2026 answered "The answer is 四十二." with 20 tokens in and 30 out.
/// </remarks>
public static class WireFormat
{
    public const string OpenAIWhole = """
        {"id":"chatcmpl-7","object":"chat.completion","created":1764547200,"model":"served-model-2026",
         "choices":[{"index":0,"message":{"role":"assistant","content":"The answer is 四十二.","refusal":null,"annotations":[]},"logprobs":{"content":[
           {"token":"The","logprob":-0.25,"bytes":[84,104,101],"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":null},{"token":"A","logprob":-1.5,"bytes":null}]},
           {"token":" answer","logprob":-0.75,"bytes":null,"top_logprobs":[]}],"refusal":null},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":11,"audio_tokens":0}},
         "service_tier":"default","system_fingerprint":"fp_44709d6fcb"}
        """;

    public const string OpenAIEvents = """
        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":"The answer"},"logprobs":{"content":[{"token":"The","logprob":-0.25,"bytes":null,"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":null},{"token":"A","logprob":-1.5,"bytes":null}]},{"token":" answer","logprob":-0.75,"bytes":null,"top_logprobs":[]}],"refusal":null},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":" is 四十二."},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":11}}}

        data: [DONE]


        """;

    /// <summary>Azure says first what its filter thinks of the prompt, in an event without a choice.</summary>
    public const string AzureEvents = """
        data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}


        """ + OpenAIEvents;

    /// <summary>xAI counts reasoning beside the answer.</summary>
    public const string XaiWhole = """
        {"id":"0daf962f-a275-4a3c-839a-047854645532","object":"chat.completion","created":1764547200,"model":"served-model-2026",
         "choices":[{"index":0,"message":{"role":"assistant","content":"The answer is 四十二.","reasoning_content":"Six sevens.","refusal":null},"logprobs":{"content":[
           {"token":"The","logprob":-0.25,"bytes":[84,104,101],"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":[]},{"token":"A","logprob":-1.5,"bytes":[]}]},{"token":" answer","logprob":-0.75,"bytes":[],"top_logprobs":[]}]},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":20,"completion_tokens":19,"total_tokens":50,"prompt_tokens_details":{"text_tokens":20,"audio_tokens":0,"image_tokens":0,"cached_tokens":8},
                  "completion_tokens_details":{"reasoning_tokens":11,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0},"num_sources_used":0},
         "system_fingerprint":"fp_44709d6fcb"}
        """;

    public const string XaiEvents = """
        data: {"id":"0daf962f","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Six sevens."}}],"system_fingerprint":"fp_44709d6fcb"}

        data: {"id":"0daf962f","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"role":"assistant","content":"The answer"},"logprobs":{"content":[{"token":"The","logprob":-0.25,"top_logprobs":[{"token":"The","logprob":-0.25},{"token":"A","logprob":-1.5}]},{"token":" answer","logprob":-0.75,"top_logprobs":[]}]}}],"system_fingerprint":"fp_44709d6fcb"}

        data: {"id":"0daf962f","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"content":" is 四十二."},"finish_reason":"stop"}],"system_fingerprint":"fp_44709d6fcb"}

        data: {"id":"0daf962f","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":19,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":11}},"system_fingerprint":"fp_44709d6fcb"}

        data: [DONE]


        """;

    public const string DeepSeekWhole = """
        {"id":"930c60df-bf64-41c9-a88e-3ec75f81e00e","object":"chat.completion","created":1764547200,"model":"served-model-2026",
         "choices":[{"index":0,"message":{"role":"assistant","content":"The answer is 四十二.","reasoning_content":"Six sevens."},"logprobs":{"content":[
           {"token":"The","logprob":-0.25,"bytes":[84,104,101],"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":[]},{"token":"A","logprob":-1.5,"bytes":[]}]},{"token":" answer","logprob":-0.75,"bytes":[],"top_logprobs":[]}]},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":12,"completion_tokens_details":{"reasoning_tokens":11}},
         "system_fingerprint":"fp_44709d6fcb"}
        """;

    public const string DeepSeekEvents = """
        data: {"id":"930c60df","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":""},"logprobs":null,"finish_reason":null}]}

        : keep-alive

        data: {"id":"930c60df","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Six sevens."},"logprobs":null,"finish_reason":null}]}

        data: {"id":"930c60df","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":"The answer","reasoning_content":null},"logprobs":{"content":[{"token":"The","logprob":-0.25,"bytes":[],"top_logprobs":[{"token":"The","logprob":-0.25},{"token":"A","logprob":-1.5}]},{"token":" answer","logprob":-0.75,"bytes":[],"top_logprobs":[]}]},"finish_reason":null}]}

        data: {"id":"930c60df","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":" is 四十二.","reasoning_content":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":12,"completion_tokens_details":{"reasoning_tokens":11}}}

        data: [DONE]


        """;

    /// <summary>Ollama has one fingerprint for all, and counts neither cached nor reasoning tokens.</summary>
    public const string OllamaWhole = """
        {"id":"chatcmpl-7","object":"chat.completion","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_ollama",
         "choices":[{"index":0,"message":{"role":"assistant","content":"The answer is 四十二.","reasoning":"Six sevens."},"finish_reason":"stop","logprobs":{"content":[
           {"token":"The","logprob":-0.25,"bytes":[84,104,101],"top_logprobs":[{"token":"The","logprob":-0.25},{"token":"A","logprob":-1.5}]},{"token":" answer","logprob":-0.75,"top_logprobs":[]}]}}],
         "usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50}}
        """;

    public const string OllamaEvents = """
        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Six sevens."},"finish_reason":null}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"content":"The answer"},"finish_reason":null,"logprobs":{"content":[{"token":"The","logprob":-0.25,"top_logprobs":[{"token":"The","logprob":-0.25},{"token":"A","logprob":-1.5}]},{"token":" answer","logprob":-0.75,"top_logprobs":[]}]}}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"content":" is 四十二."},"finish_reason":null}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_ollama","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50}}

        data: [DONE]


        """;

    public const string LlamaCppWhole = """
        {"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","reasoning_content":"Six sevens.","content":"The answer is 四十二."},"logprobs":{"content":[
           {"id":651,"token":"The","bytes":[84,104,101],"logprob":-0.25,"top_logprobs":[{"id":651,"token":"The","bytes":[],"logprob":-0.25},{"id":235,"token":"A","bytes":[],"logprob":-1.5}]},{"id":3448,"token":" answer","bytes":[],"logprob":-0.75,"top_logprobs":[]}]}}],
         "created":1764547200,"model":"served-model-2026","system_fingerprint":"b7140-44709d6fc","object":"chat.completion",
         "usage":{"completion_tokens":30,"prompt_tokens":20,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8}},"id":"chatcmpl-7",
         "timings":{"cache_n":8,"prompt_n":12,"prompt_ms":41.2,"predicted_n":30,"predicted_ms":512.9}}
        """;

    public const string LlamaCppEvents = """
        data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1764547200,"id":"chatcmpl-7","model":"served-model-2026","system_fingerprint":"b7140-44709d6fc","object":"chat.completion.chunk"}

        data: {"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"Six sevens."}}],"created":1764547200,"id":"chatcmpl-7","model":"served-model-2026","system_fingerprint":"b7140-44709d6fc","object":"chat.completion.chunk"}

        data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"The answer"},"logprobs":{"content":[{"id":651,"token":"The","bytes":[],"logprob":-0.25,"top_logprobs":[{"id":651,"token":"The","bytes":[],"logprob":-0.25},{"id":235,"token":"A","bytes":[],"logprob":-1.5}]},{"id":3448,"token":" answer","bytes":[],"logprob":-0.75,"top_logprobs":[]}]}}],"created":1764547200,"id":"chatcmpl-7","model":"served-model-2026","system_fingerprint":"b7140-44709d6fc","object":"chat.completion.chunk"}

        data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":" is 四十二."}}],"created":1764547200,"id":"chatcmpl-7","model":"served-model-2026","system_fingerprint":"b7140-44709d6fc","object":"chat.completion.chunk"}

        data: {"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"created":1764547200,"id":"chatcmpl-7","model":"served-model-2026","system_fingerprint":"b7140-44709d6fc","object":"chat.completion.chunk"}

        data: {"choices":[],"created":1764547200,"id":"chatcmpl-7","model":"served-model-2026","system_fingerprint":"b7140-44709d6fc","object":"chat.completion.chunk","usage":{"completion_tokens":30,"prompt_tokens":20,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8}},"timings":{"cache_n":8,"prompt_n":12,"predicted_n":30}}

        data: [DONE]


        """;

    public const string VllmWhole = """
        {"id":"chatcmpl-7","object":"chat.completion","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"message":{"role":"assistant","content":"The answer is 四十二.","refusal":null,"annotations":null,"audio":null,"function_call":null,"reasoning":"Six sevens."},
           "logprobs":{"content":[{"token":"The","logprob":-0.25,"bytes":[84,104,101],"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":[]},{"token":"A","logprob":-1.5,"bytes":[]}]},{"token":" answer","logprob":-0.75,"bytes":[],"top_logprobs":[]}]},"finish_reason":"stop","stop_reason":null,"token_ids":null}],
         "service_tier":null,"system_fingerprint":null,"usage":{"prompt_tokens":20,"total_tokens":50,"completion_tokens":30,"prompt_tokens_details":{"cached_tokens":8}},"prompt_logprobs":null,"kv_transfer_params":null}
        """;

    public const string VllmEvents = """
        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"reasoning":"Six sevens."},"logprobs":null,"finish_reason":null}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"content":"The answer"},"logprobs":{"content":[{"token":"The","logprob":-0.25,"bytes":[],"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":[]},{"token":"A","logprob":-1.5,"bytes":[]}]},{"token":" answer","logprob":-0.75,"bytes":[],"top_logprobs":[]}]},"finish_reason":null}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"content":" is 四十二."},"logprobs":null,"finish_reason":"stop","stop_reason":null}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[],"usage":{"prompt_tokens":20,"total_tokens":50,"completion_tokens":30,"prompt_tokens_details":{"cached_tokens":8}}}

        data: [DONE]


        """;

    /// <summary>No more than what everyone who calls himself compatible writes.</summary>
    public const string PlainWhole = """
        {"id":"chatcmpl-7","object":"chat.completion","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"message":{"role":"assistant","content":"The answer is 四十二."},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50}}
        """;

    public const string PlainEvents = """
        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"role":"assistant","content":"The answer"},"finish_reason":null}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[{"index":0,"delta":{"content":" is 四十二."},"finish_reason":"stop"}]}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50}}

        data: [DONE]


        """;

    public const string ResponsesWhole = """
        {"id":"resp_7","object":"response","created_at":1764547200,"status":"completed","error":null,"incomplete_details":null,"model":"served-model-2026",
         "output":[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Six sevens."}]},
                   {"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"The answer is 四十二.","annotations":[],"logprobs":[
                     {"token":"The","bytes":[84],"logprob":-0.25,"top_logprobs":[{"token":"The","bytes":[84],"logprob":-0.25},{"token":"A","bytes":[65],"logprob":-1.5}]},
                     {"token":" answer","bytes":[],"logprob":-0.75,"top_logprobs":[]}]}]}],
         "usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":8,"cache_write_tokens":0},"output_tokens":30,"output_tokens_details":{"reasoning_tokens":11},"total_tokens":50}}
        """;

    public const string ResponsesEvents = """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_7","object":"response","status":"in_progress","model":"served-model-2026","output":[],"usage":null}}

        event: response.in_progress
        data: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_7","object":"response","status":"in_progress","model":"served-model-2026","output":[],"usage":null}}

        event: response.reasoning_summary_text.delta
        data: {"type":"response.reasoning_summary_text.delta","sequence_number":2,"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Six sevens."}

        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":3,"output_index":1,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"The answer","logprobs":[{"token":"The","logprob":-0.25,"top_logprobs":[{"token":"The","logprob":-0.25},{"token":"A","logprob":-1.5}]},{"token":" answer","logprob":-0.75,"top_logprobs":[]}]}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_1","output_index":1,"content_index":0,"delta":" is 四十二.","logprobs":[]}

        event: response.output_text.done
        data: {"type":"response.output_text.done","sequence_number":6,"item_id":"msg_1","output_index":1,"content_index":0,"text":"The answer is 四十二.","logprobs":[]}

        event: response.completed
        data: {"type":"response.completed","sequence_number":7,"response":{"id":"resp_7","object":"response","status":"completed","model":"served-model-2026","incomplete_details":null,"output":[{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"The answer is 四十二.","annotations":[]}]}],"usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":8,"cache_write_tokens":0},"output_tokens":30,"output_tokens_details":{"reasoning_tokens":11},"total_tokens":50}}}


        """;

    public const string AnthropicWhole = """
        {"id":"msg_7","type":"message","role":"assistant","model":"served-model-2026","content":[{"type":"thinking","thinking":"Six sevens.","signature":"EqQB"},{"type":"text","text":"The answer is 四十二."}],
         "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":8,"output_tokens":30,"output_tokens_details":{"thinking_tokens":11},"service_tier":"standard"}}
        """;

    public const string AnthropicEvents = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_7","type":"message","role":"assistant","model":"served-model-2026","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":8,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Six sevens."}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: ping
        data: {"type": "ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"The answer"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" is 四十二."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":30,"output_tokens_details":{"thinking_tokens":11}}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    public const string GeminiWhole = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"Six sevens.","thought":true},{"text":"The answer is 四十二."}]},"finishReason":"STOP","index":0,"avgLogprobs":-0.5,
          "logprobsResult":{"topCandidates":[{"candidates":[{"token":"The","tokenId":651,"logProbability":-0.25},{"token":"A","tokenId":235,"logProbability":-1.5}]},{"candidates":[]}],
                            "chosenCandidates":[{"token":"The","tokenId":651,"logProbability":-0.25},{"token":" answer","tokenId":3448,"logProbability":-0.75}]}}],
         "usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":19,"totalTokenCount":50,"cachedContentTokenCount":8,"thoughtsTokenCount":11,"promptTokensDetails":[{"modality":"TEXT","tokenCount":20}]},
         "modelVersion":"served-model-2026","responseId":"r7"}
        """;

    public const string GeminiEvents = """
        data: {"candidates": [{"content": {"parts": [{"text": "Six sevens.","thought": true}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 20,"totalTokenCount": 31,"cachedContentTokenCount": 8,"thoughtsTokenCount": 11},"modelVersion": "served-model-2026","responseId": "r7"}

        data: {"candidates": [{"content": {"parts": [{"text": "The answer"}],"role": "model"},"index": 0,"logprobsResult":{"topCandidates":[{"candidates":[{"token":"The","tokenId":651,"logProbability":-0.25},{"token":"A","tokenId":235,"logProbability":-1.5}]},{"candidates":[]}],"chosenCandidates":[{"token":"The","tokenId":651,"logProbability":-0.25},{"token":" answer","tokenId":3448,"logProbability":-0.75}]}}],"usageMetadata": {"promptTokenCount": 20,"candidatesTokenCount": 3,"totalTokenCount": 34,"thoughtsTokenCount": 11},"modelVersion": "served-model-2026","responseId": "r7"}

        data: {"candidates": [{"content": {"parts": [{"text": " is 四十二."}],"role": "model"},"finishReason": "STOP","index": 0}],"usageMetadata": {"promptTokenCount": 20,"candidatesTokenCount": 19,"totalTokenCount": 50,"cachedContentTokenCount": 8,"thoughtsTokenCount": 11},"modelVersion": "served-model-2026","responseId": "r7"}


        """;
}
