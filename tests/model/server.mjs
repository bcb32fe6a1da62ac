// A llama.cpp server with the OpenAI protocol, for tests: chat completions with and without SSE, and models.
// llama.cpp comes prebuilt in the npm package node-llama-cpp; compiling llama-cpp-python took 9.5 minutes on
// two cores, installing this takes 14 seconds.
//
//   node server.mjs MODEL.gguf PORT CONTEXT_TOKENS

import http from "node:http";
import os from "node:os";
import {createRequire} from "node:module";
import path from "node:path";
import {pathToFileURL} from "node:url";

const [file, port, context] = process.argv.slice(2);
// Found from NODE_MODULES, because ES modules do not look at NODE_PATH.
const resolver = createRequire(path.join(process.env.NODE_MODULES, "anchor.cjs"));
const llamaModule = pathToFileURL(resolver.resolve("node-llama-cpp")).href;
const {getLlama, LlamaChat, LlamaLogLevel} = await import(llamaModule);

// A second thread on a busy machine makes it 6 times slower (a 20-token prompt: 3.6 s with one, 21 s with two).
const maxThreads = Number(process.env.MODEL_THREADS ?? (os.loadavg()[0] < 1.5 ? 2 : 1));
const llama = await getLlama({build: "never", gpu: false, maxThreads, logLevel: LlamaLogLevel.error});
const model = await llama.loadModel({modelPath: file});
const modelContext = await model.createContext({contextSize: Number(context)});
const sequence = modelContext.getSequence();
const name = path.basename(file, ".gguf");
let last = Promise.resolve();

// Structured output as llama.cpp and OpenAI take it: a JSON schema becomes a grammar that the reply is held to.
async function grammarOf(request) {
    const wanted = request.response_format?.json_schema?.schema;
    return wanted ? await llama.createGrammarForJsonSchema(wanted) : undefined;
}

function history(messages) {
    return messages.map(({role, content}) =>
        role === "assistant" ? {type: "model", response: [content]} : {type: role, text: content}
    );
}

async function complete(request, onText, signal) {
    const chat = new LlamaChat({contextSequence: sequence});
    try {
        const past = history(request.messages);
        const promptTokens = request.messages.reduce((n, m) => n + model.tokenize(m.content).length + 8, 0);
        const longest = request.max_tokens ?? request.max_completion_tokens ?? 256;
        if (promptTokens + longest > Number(context)) {
            const error = new Error(`Requested tokens (${promptTokens + longest}) exceed context window of ${context}`);
            error.status = 400;
            throw error;
        }
        const result = await chat.generateResponse([...past, {type: "model", response: []}], {
            maxTokens: longest,
            temperature: request.temperature ?? 0,
            grammar: await grammarOf(request),
            onTextChunk: onText,
            signal,
            stopOnAbortSignal: true
        });
        return {
            text: result.response,
            finish: result.metadata.stopReason === "maxTokens" ? "length" : "stop",
            usage: {prompt_tokens: promptTokens, completion_tokens: model.tokenize(result.response).length}
        };
    } finally {
        // The state stays: a prompt that begins like the last one is not read again from its start.
        chat.dispose({disposeSequence: false});
    }
}

async function answer(request, response) {
    const base = {id: "chatcmpl-1", created: 0, model: name};
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    if (!request.stream) {
        const {text, finish, usage} = await complete(request, undefined, gone.signal);
        const choice = {index: 0, message: {role: "assistant", content: text}, finish_reason: finish};
        send(response, 200, {...base, object: "chat.completion", choices: [choice], usage});
        return;
    }
    const event = (value) => response.write(`data: ${JSON.stringify({...base, object: "chat.completion.chunk", ...value})}\n\n`);
    const chunk = (delta, finish_reason = null) => event({choices: [{index: 0, delta, finish_reason}]});
    let begun = false;
    const begin = () => {
        if (begun) return;
        begun = true;
        response.writeHead(200, {"Content-Type": "text/event-stream"});
        chunk({role: "assistant", content: ""});
    };
    const {finish, usage} = await complete(request, (text) => { begin(); chunk({content: text}); }, gone.signal);
    begin();
    chunk({}, finish);
    if (request.stream_options?.include_usage)
        event({choices: [], usage: {...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens}});
    response.end("data: [DONE]\n\n");
}

function send(response, status, value) {
    response.writeHead(status, {"Content-Type": "application/json"});
    response.end(JSON.stringify(value));
}

http.createServer(async (incoming, response) => {
    if (incoming.method === "GET") {
        send(response, 200, {object: "list", data: [{id: name, object: "model"}]});
        return;
    }
    const parts = [];
    for await (const part of incoming) parts.push(part);
    const request = JSON.parse(Buffer.concat(parts).toString("utf8"));
    // One sequence, so one reply after the other.
    last = last.then(() => answer(request, response)).catch((error) => {
        if (response.headersSent) response.destroy();
        else send(response, error.status ?? 500, {error: {message: String(error.message ?? error)}});
    });
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
