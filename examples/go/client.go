// Asks the prediction service about names: client ADDRESS NAME…
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

type verdict struct {
	Domain string   `json:"domain"`
	Label  string   `json:"label"`
	Score  *float64 `json:"score"`
	Family *string  `json:"family"`
}

// judge gives the verdicts on the names, in their order.
func judge(address string, names []string) ([]verdict, error) {
	body, err := json.Marshal(map[string]any{"signature_name": "domains", "instances": names})
	if err != nil {
		return nil, err
	}
	client := http.Client{Timeout: 10 * time.Second}
	reply, err := client.Post(address+"/v1/models/degas:predict", "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer reply.Body.Close()
	var answer struct {
		Predictions []verdict `json:"predictions"`
		Error       string    `json:"error"`
	}
	if err := json.NewDecoder(reply.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if answer.Error != "" {
		return nil, fmt.Errorf("%s: %s", reply.Status, answer.Error)
	}
	return answer.Predictions, nil
}

func main() {
	if len(os.Args) < 3 {
		log.Fatal("usage: client ADDRESS NAME…")
	}
	verdicts, err := judge(os.Args[1], os.Args[2:])
	if err != nil {
		log.Fatal(err)
	}
	for _, v := range verdicts {
		score := ""
		if v.Score != nil {
			score = fmt.Sprint(*v.Score)
		}
		fmt.Printf("%s\t%s\t%s\n", v.Domain, v.Label, score)
	}
}
